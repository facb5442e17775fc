"""Settings from a file and from variables."""

from pathlib import Path

import pytest

from desk.settings import read_settings
from news.errors import SettingsError, TableError


def test_without_anything_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings.database_url == "sqlite:///khazri.db"
    assert settings.networks == ()
    assert settings.digest.timezone == "Asia/Baku"


def test_the_file_in_the_working_folder_is_read_and_variables_stand_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("khazri.toml").write_text(
        'look_every = 60\ncontact = "desk@example.org"\n[mail]\nhost = "smtp.example.org"\nto = ["a@example.org"]\n'
    )
    monkeypatch.setenv("KHAZRI_LOOK_EVERY", "30")
    monkeypatch.setenv("KHAZRI_MAIL__TO", "b@example.org, c@example.org")
    settings = read_settings()
    assert settings.look_every == 30
    assert settings.mail.host == "smtp.example.org"
    assert settings.mail.to == ["b@example.org", "c@example.org"]
    assert "desk@example.org" in settings.user_agent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("databse_url = 'x'", "unknown setting 'databse_url'"),
        ("archive = 'zip'", "setting 'archive'"),
        ("[digest]\nhour = 7", "unknown setting 'digest.hour'"),
        ("[digest]\ntimezone = 'Baku'", "'Baku' is no time zone"),
        ("[digest]\nat = '25:00'", "setting 'digest.at'"),
        ("look_every = 0", "setting 'look_every'"),
        ("allow_networks = ['10.0.0.300/8']", "allow_networks"),
        ("[mail]\nport = 99999", "setting 'mail.port'"),
        ("[mail]\nsecurity = 'maybe'", "setting 'mail.security'"),
        ('[mail]\nto = ["a@b.example\\r\\nBcc: c@d.example"]', "is no plain mail address"),
        ('[mail]\nto = ["müller@example.org"]', "is no plain mail address"),
        ("[digest]\nat = 7", "write a time of the day"),
        ("crawl_every = inf", "setting 'crawl_every'"),
        ("[mail]\nsender = 'a@b.example, c@d.example'", "is no plain mail address"),
        ('contact = "x\\r\\ny"', "contact"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(text: str, said: str) -> None:
    Path("khazri.toml").write_text(text + "\n")
    with pytest.raises(SettingsError) as told:
        read_settings()
    assert said in str(told.value)
    assert "khazri.toml" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    Path("mine.toml").write_text("look_every = 60\ncontact = \n")
    with pytest.raises(TableError, match=r"mine\.toml:2"):
        read_settings(Path("mine.toml"))


def test_a_password_is_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHAZRI_MAIL__PASSWORD", "canary-7f3a")
    assert "canary-7f3a" not in repr(read_settings())


def test_a_variable_that_no_setting_reads_is_told_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHAZRI_LOOKEVERY", "60")
    with pytest.raises(SettingsError, match="unknown variable KHAZRI_LOOKEVERY; did you mean KHAZRI_LOOK_EVERY"):
        read_settings()
