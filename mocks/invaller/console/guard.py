"""Keeps the console's pages for those who may see them, and its forms for its own pages."""

from flask import Flask, make_response, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from invaller.console.access import COOKIE, same_secret, session_of, why_not_posted
from invaller.console.style import STYLE_HASH
from invaller.kernel.clock import http_date, wall

LOGIN = "/_sim/console/login"

_HEADERS = {
    # The pages need neither scripts nor anything from elsewhere.
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_HASH}'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Without a referrer browsers would also hide the origin of our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Judges every visit before its page is made. operator_token: None on loopback."""

    def __init__(self, operator_token: str | None) -> None:
        self._operator_token = operator_token

    def watch(self, app: Flask) -> None:
        """Stand before every page of an application, and serve its login page."""
        app.before_request(self.judge)
        app.after_request(_with_headers)
        app.add_url_rule(LOGIN, "login", self.login, methods=["GET", "POST"])

    def judge(self) -> Response | None:
        """A refusal, or None when the visit may go on."""
        if request.method == "POST":
            refused = why_not_posted(
                request.headers.get("Host", ""),
                request.headers.get("Origin"),
                request.headers.get("Referer"),
                loopback_only=self._operator_token is None,
            )
            if refused is not None:
                return _refused(refused)
        if self._operator_token is None or request.path == LOGIN or self._knows():
            return None
        if request.method == "POST":
            return _refused("the operator token is needed; log in first")
        return redirect(url_for("login"), 303)

    def login(self) -> Response:
        """Ask for the operator token; who gives it gets a cookie and the overview."""
        token = self._operator_token
        if token is None or self._knows():
            return redirect(url_for("overview"), 303)
        if request.method == "GET":
            return make_response(render_template("login.html", wrong=False))
        if not same_secret(request.form.get("token", ""), token):
            return make_response(render_template("login.html", wrong=True), 403)
        response = redirect(url_for("overview"), 303)
        response.set_cookie(
            COOKIE, session_of(token), path="/_sim", httponly=True, samesite="Strict",
            secure=request.is_secure,
        )  # fmt: skip
        return response

    def _knows(self) -> bool:
        token = self._operator_token
        return token is not None and same_secret(request.cookies.get(COOKIE, ""), session_of(token))


def _refused(detail: str) -> Response:
    return make_response(render_template("error.html", status=403, detail=detail), 403)


def _with_headers(response: FlaskResponse) -> FlaskResponse:
    response.headers.update(_HEADERS)
    response.headers["Date"] = http_date(wall())
    return response
