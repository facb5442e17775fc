"""What happens to every page a spider hands over."""
