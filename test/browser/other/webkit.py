"""WebKitGTK for the tests, with its storage on disk: a command a line on stdin, an answer a line on stdout, both JSON."""

import json
import sys
import threading

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gio, GLib, Gtk, WebKit2  # noqa: E402

profile = sys.argv[1]
manager = WebKit2.WebsiteDataManager(
    base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache"
)
context = WebKit2.WebContext.new_with_website_data_manager(manager)
tabs = {}


def say(**told):
    print(json.dumps(told), flush=True)


def dialog_shown(_view, dialog):
    say(asked=dialog.get_dialog_type().value_nick)
    # Nobody leaves the page: a reload that is asked about does not happen, as where nobody answers.
    dialog.confirm_set_confirmed(False)
    return True


def permission_asked(_view, request):
    request.allow()
    return True


def new_tab(number):
    view = WebKit2.WebView.new_with_context(context)
    settings = view.get_settings()
    settings.set_enable_media_stream(True)
    settings.set_enable_mock_capture_devices(True)
    settings.set_enable_write_console_messages_to_stdout(False)
    view.connect("script-dialog", dialog_shown)
    view.connect("permission-request", permission_asked)
    window = Gtk.Window()
    window.set_default_size(390, 844)
    window.add(view)
    window.show_all()
    tabs[number] = (window, view)


def load(id, view, start):
    """Answers once the page was loaded, or could not be."""
    fault = []
    handlers = []

    def changed(_view, event):
        if event != WebKit2.LoadEvent.FINISHED:
            return
        for handler in handlers:
            view.disconnect(handler)
        say(id=id, error=fault[0] if fault else None)

    def failed(_view, _event, _uri, error):
        fault.append(error.message)
        return False

    handlers.append(view.connect("load-changed", changed))
    handlers.append(view.connect("load-failed", failed))
    start()


def evaluate(id, view, script):
    def done(_view, result):
        try:
            say(id=id, value=view.call_async_javascript_function_finish(result).to_string())
        except GLib.Error as error:
            say(id=id, error=error.message)

    view.call_async_javascript_function(script, -1, None, None, None, None, done)


def close(number):
    window, _view = tabs.pop(number)
    window.destroy()


def obey(line):
    command = json.loads(line)
    id, act, number = command["id"], command["act"], command.get("tab")
    if act == "open":
        new_tab(number)
    view = tabs[number][1] if number in tabs else None
    if act in ("open", "goto"):
        load(id, view, lambda: view.load_uri(command["url"]))
    elif act == "reload":
        load(id, view, view.reload)
    elif act == "evaluate":
        evaluate(id, view, command["script"])
    elif act == "close":
        close(number)
        say(id=id)
    return False


def read():
    for line in sys.stdin:
        GLib.idle_add(obey, line)
    GLib.idle_add(Gtk.main_quit)


threading.Thread(target=read, daemon=True).start()
say(version=f"{WebKit2.get_major_version()}.{WebKit2.get_minor_version()}.{WebKit2.get_micro_version()}")
Gtk.main()
for number in list(tabs):
    close(number)
