"""The Flask application of the console."""

from collections.abc import Mapping

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from invaller.console.actions import Actions
from invaller.console.control import ControlPlane, ControlRefused
from invaller.console.guard import Guard
from invaller.console.pages import Pages
from invaller.console.presentation import FILTERS
from invaller.console.style import STYLE
from invaller.kernel.api import Handler
from invaller.kernel.world import World


def application(world: World, handlers: Mapping[str, Handler], operator_token: str | None) -> Flask:
    """The pages and buttons of a world. A defect raises, so that nothing it changed is stored."""
    app = Flask("invaller.console", static_folder=None)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["style"] = Markup(STYLE)  # noqa: S704 - our own file, no input
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    control = ControlPlane(world, handlers)
    for rule, endpoint, page in Pages(control).routes():
        app.add_url_rule(rule, endpoint, page, methods=["GET"])
    for rule, endpoint, action in Actions(control).routes():
        app.add_url_rule(rule, endpoint, action, methods=["POST"])
    app.register_error_handler(ControlRefused, _refused)
    app.register_error_handler(HTTPException, _not_served)
    Guard(operator_token).watch(app)
    return app


def _refused(error: ControlRefused) -> tuple[str, int]:
    return render_template("error.html", status=error.status, detail=error.detail), error.status


def _not_served(error: HTTPException) -> Response:
    # The exception's own answer holds the headers that go with it, such as Allow.
    response = Response.force_type(error.get_response())
    page = render_template("error.html", status=response.status_code, detail=error.description)
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    return response
