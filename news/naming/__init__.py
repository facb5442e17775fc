"""What an article names, brought to forms that are the same in every language: names, concepts, numbers and days."""
