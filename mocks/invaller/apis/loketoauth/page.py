"""The pages that a browser sees: plain HTML, without scripts."""

from collections.abc import Iterable
from html import escape

from invaller.apis.loketoauth.problems import NO_STORE
from invaller.kernel.calls import Answer

HTML = "text/html; charset=utf-8"

_FRAME = """<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Loket.nl (simulator)</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 24rem; margin: 4rem auto; padding: 0 1rem }}
label {{ display: block; margin: 1rem 0 }}
input, select {{ display: block; width: 100%; font: inherit; padding: .3rem }}
* {{ box-sizing: border-box }}
[role=alert] {{ color: #a00 }}
</style>
<h1>Inloggen</h1>
{content}
</html>
"""

_FORM = """<p>{title} vraagt toegang. Dit is een simulator: gebruik een gebruiker uit de lijst.</p>
{wrong}<form method="post">
<label>Gebruikersnaam
<input name="username" value="{username}" list="users" autocomplete="off" required></label>
<datalist id="users">{users}</datalist>
<label>Wachtwoord
<input name="password" type="password" autocomplete="off" required></label>
<label>Tweede factor
<select name="two_factor_state">{states}</select></label>
<button>Inloggen</button>
</form>"""


def sign_in_page(
    title: str, states: Iterable[str], users: Iterable[str], username: str, wrong: str
) -> Answer:
    """The page on which a user signs in; wrong: what is told above the form, if anything."""
    content = _FORM.format(
        title=escape(title),
        wrong=f'<p role="alert">{escape(wrong)}</p>\n' if wrong else "",
        username=escape(username),
        users="".join(f'<option value="{escape(name)}">' for name in users),
        states="".join(f"<option>{escape(state)}</option>" for state in states),
    )
    return _answer(200, content)


def error_page(text: str) -> Answer:
    """The page that says why nobody can sign in here."""
    return _answer(400, f'<p role="alert">{escape(text)}</p>')


def _answer(status: int, content: str) -> Answer:
    return Answer(status, _FRAME.format(content=content).encode(), NO_STORE, HTML)
