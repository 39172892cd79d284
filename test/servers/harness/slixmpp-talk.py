"""Clients nobody here wrote: slixmpp's, as many as a test wants, moved by lines of JSON.

A line that comes in says who does what: {"call": 1, "who": "juliet", "what": "ping", "with": ["localhost"]}. What goes
out is the answer, {"call": 1, "answer": "..."} or {"call": 1, "error": "..."}, and what somebody hears meanwhile,
{"who": "juliet", "heard": "..."}: as slixmpp understands it, not as it stands on the wire. It ends with its input.
"""

import asyncio
import json
import os
import ssl
import sys

import slixmpp
from slixmpp.exceptions import IqError, PresenceError
from slixmpp.xmlstream.handler import Waiter
from slixmpp.xmlstream.matcher import MatchXPath

PLUGINS = ["xep_0030", "xep_0045", "xep_0092", "xep_0199", "xep_0202", "xep_0203", "xep_0280", "xep_0297"]
ACKNOWLEDGEMENT = "{urn:xmpp:sm:3}a"
# What the server has not answered has been handled when it answers the ping behind it.
WITHOUT_ANSWER = ["say", "presence", "leave", "set_subject", "acknowledge"]

# Plugins print what they are debugging: the way to the test is kept free of it.
to_test = os.fdopen(os.dup(1), "w", buffering=1)
sys.stdout = sys.stderr


def tell(**line):
    to_test.write(json.dumps(line) + "\n")


class Person(slixmpp.ClientXMPP):
    """What a test can have somebody do is a method whose name begins with `do_`; what it returns is the answer."""

    def __init__(self, name, options):
        super().__init__(options["jid"], options.get("password", "test"), sasl_mech=options.get("mechanism"))
        self.name = name
        self.options = options
        self.failures = []
        self.outcome = None
        if "certificate" in options:
            self.ssl_context.load_verify_locations(cadata=options["certificate"])
        else:
            self.ssl_context.check_hostname = False
            self.ssl_context.verify_mode = ssl.CERT_NONE
        if "tls" in options:
            self.ssl_context.maximum_version = ssl.TLSVersion[options["tls"]]
        if options.get("binds") == "nothing":
            self["feature_mechanisms"].sasl_callback = self.without_channel_binding
        for plugin in PLUGINS:
            self.register_plugin(plugin)
        if options.get("registers"):
            self.register_plugin("xep_0077")
            # Else slixmpp 1.8 keeps its own request until the session has begun, and waits for the answer.
            self._always_send_everything = True
            self.add_event_handler("register", self.register_account)
        if options.get("manages"):
            self.register_plugin("xep_0198")
        self.listen()

    def without_channel_binding(self, required, optional):
        """slixmpp 1.8 knows tls-unique alone, which TLS 1.3 does not have, and claims to have it there too."""
        credentials = self["feature_mechanisms"]._default_credentials(required, optional)
        return {**credentials, "channel_binding": None}

    def listen(self):
        handlers = {
            "presence": self.hear_presence,
            "groupchat_presence": self.hear_occupant,
            "message": self.hear_message,
            "message_error": lambda stanza: self.hear(f"message error from {stanza['from']}: {error_of(stanza)}"),
            "groupchat_message": lambda stanza: self.hear(f"{stanza['from']} says: {stanza['body']}"),
            "groupchat_subject": lambda stanza: self.hear(f"subject of {stanza['from']}: {stanza['subject']}"),
            "carbon_received": lambda stanza: self.hear_copy("received", stanza["carbon_received"]),
            "carbon_sent": lambda stanza: self.hear_copy("sent", stanza["carbon_sent"]),
            "roster_update": self.hear_roster,
            "stream_error": lambda error: self.hear(f"stream error {error['condition']}"),
            "failed_auth": lambda stanza: self.failures.append(stanza["condition"]),
            "failed_all_auth": lambda _: self.settle(f"failed_auth: {' '.join(self.failures)}"),
            "sm_enabled" if self.options.get("manages") else "session_start": lambda _: self.settle("begun"),
            "session_resumed": lambda _: self.settle("resumed"),
            "disconnected": lambda _: self.settle("disconnected"),
        }
        for event, handler in handlers.items():
            self.add_event_handler(event, handler)

    def hear(self, text):
        tell(who=self.name, heard=text)

    def settle(self, outcome):
        if self.outcome and not self.outcome.done():
            self.outcome.set_result(outcome)

    def hear_presence(self, stanza):
        if stanza.get_plugin("muc", check=True) is not None:
            return
        if stanza["type"] == "error":
            self.hear(f"presence error from {stanza['from']}: {error_of(stanza)}")
            return
        priority = f", priority {stanza['priority']}" if stanza["priority"] else ""
        self.hear(f"presence of {stanza['from']}: {stanza['type']}{priority}")

    def hear_occupant(self, stanza):
        muc = stanza["muc"]
        codes = "".join(f" {status.attrib['code']}" for status in muc.xml.findall("{*}status"))
        self.hear(f"occupant {stanza['from'].resource}: {stanza['type']}, {muc['affiliation']}, {muc['role']}{codes}")

    def hear_message(self, stanza):
        if stanza["type"] != "groupchat":
            self.hear(f"{stanza['type']} from {stanza['from']}{lateness_of(stanza)}: {stanza['body']}")

    def hear_copy(self, direction, message):
        self.hear(f"copy of what was {direction} from {message['from']} to {message['to']}: {message['body']}")

    def hear_roster(self, iq):
        if iq["type"] == "set":
            self.hear(f"push: {contacts_in(iq)}")

    async def register_account(self, form):
        iq = self.Iq()
        iq["type"] = "set"
        iq["register"]["username"] = self.boundjid.user
        iq["register"]["password"] = self.password
        try:
            await iq.send()
            self.hear(f"account made, {' and '.join(sorted(form['register']['fields']))} were asked for")
        except IqError as refusal:
            self.hear(f"no account made: {refusal.condition}")

    async def do_log_in(self):
        self.outcome = self.loop.create_future()
        way = self.options.get("way", "STARTTLS")
        self.connect(
            ("127.0.0.1", self.options["port"]),
            use_ssl=way == "direct TLS",
            force_starttls=way == "STARTTLS",
            disable_starttls=way != "STARTTLS",
        )
        outcome = await self.outcome
        if outcome not in ("begun", "resumed"):
            raise RuntimeError(outcome)
        session = "" if outcome == "begun" else ", session resumed"
        version = self.socket.version() if way != "plain TCP" else "no TLS"
        return f"{self.boundjid} by {self['feature_mechanisms'].mech.name}, {version}{session}"

    async def do_failures(self):
        return " ".join(self.failures)

    async def do_log_out(self):
        await self.disconnect()

    async def do_drop(self):
        """The connection breaks, as where a cable is pulled."""
        lost = self.loop.create_future()
        self.add_event_handler("disconnected", lambda _: lost.set_result(None), disposable=True)
        self.transport.abort()
        await lost

    async def do_roster(self):
        version = self.client_roster.version
        iq = self.make_iq_get(queryxmlns=None)
        iq.enable("roster")
        iq["roster"]["ver"] = version
        answer = await iq.send()
        # slixmpp makes an empty roster of none as soon as it is looked at.
        is_unchanged = answer.get_plugin("roster", check=True) is None
        self.event("roster_update", answer)
        return "as it was" if is_unchanged else contacts_in(answer)

    async def do_put_contact(self, jid, name, *groups):
        iq = self.make_iq_set()
        iq["roster"]["items"] = {jid: {"name": name, "groups": list(groups)}}
        await iq.send()

    async def do_remove_contact(self, jid):
        iq = self.make_iq_set()
        iq["roster"]["items"] = {jid: {"subscription": "remove"}}
        await iq.send()

    async def do_presence(self, *fields):
        """Sends presence with fields of slixmpp's, as `ppriority 5`."""
        self.send_presence(**dict(zip(fields[::2], fields[1::2])))

    async def do_say(self, to, body, kind="chat"):
        self.send_message(mto=to, mbody=body, mtype=kind)

    async def do_ping(self, to="localhost"):
        await self["xep_0199"].send_ping(to)
        return "pong"

    async def do_version(self, to):
        version = (await self["xep_0092"].get_version(to))["software_version"]
        return f"{version['name']} {version['version']}"

    async def do_time(self, to):
        """As it was sent: slixmpp 1.8 puts a Z behind the Z that XEP-0202 asks for, and cannot read that."""
        time = (await self["xep_0202"].get_entity_time(to))["entity_time"]
        return f"{time._get_sub_text('utc')} {time._get_sub_text('tzo')}"

    async def do_info(self, to):
        info = (await self["xep_0030"].get_info(jid=to))["disco_info"]
        return [f"{category}/{kind}" for category, kind, *_ in info["identities"]] + sorted(info["features"])

    async def do_items(self, to):
        return sorted(str(jid) for jid, *_ in (await self["xep_0030"].get_items(jid=to))["disco_items"]["items"])

    async def do_ask(self, to, namespace):
        iq = self.make_iq_get(queryxmlns=namespace, ito=to)
        await iq.send()

    async def do_copy(self):
        await self["xep_0280"].enable()

    async def do_change_password(self, password):
        await self["xep_0077"].change_password(password)

    async def do_cancel_registration(self):
        await self["xep_0077"].cancel_registration()

    async def do_acknowledge(self):
        self["xep_0198"].send_ack()

    async def do_unacknowledged(self):
        """How many stanzas of ours have no acknowledgement after the server was asked for one."""
        waiter = Waiter("acknowledged", MatchXPath(ACKNOWLEDGEMENT))
        self.register_handler(waiter)
        self["xep_0198"].request_ack()
        await waiter.wait(timeout=None)
        return str(len(self["xep_0198"].unacked_queue))

    async def do_enter(self, room, nick):
        own, subject, others, said = await self["xep_0045"].join_muc_wait(room, nick, maxstanzas=20)
        return [f"in as {own['from'].resource}, {own['muc']['affiliation']}"] + [
            *(f"{stanza['from'].resource} is there" for stanza in others if stanza["from"] != own["from"]),
            *(f"{stanza['from'].resource} said {stanza['body']}" for stanza in said),
            f"subject: {subject['subject']}",
        ]

    async def do_leave(self, room, nick):
        self["xep_0045"].leave_muc(room, nick)

    async def do_set_subject(self, room, subject):
        self["xep_0045"].set_subject(room, subject)


def contacts_in(iq):
    items = sorted(iq["roster"]["items"].items(), key=lambda item: str(item[0]))
    return "; ".join(contact(jid, item) for jid, item in items)


def contact(jid, item):
    name = f" \"{item['name']}\"" if item["name"] else ""
    groups = f" in {', '.join(item['groups'])}" if item["groups"] else ""
    asked = " and asked" if item["ask"] else ""
    return f"{jid}{name}{groups} {item['subscription']}{asked}"


def lateness_of(stanza):
    delay = stanza.get_plugin("delay", check=True)
    return f" (late, by {delay['from']})" if delay is not None else ""


def error_of(stanza):
    return f"{stanza['error']['type']} {stanza['error']['condition']}"


async def answer(people, line):
    call, name, what, words = line["call"], line["who"], line["what"], line["with"]
    try:
        if what == "make":
            people[name] = Person(name, *words)
            result = None
        else:
            result = await getattr(people[name], f"do_{what}")(*words)
            if what in WITHOUT_ANSWER and people[name].is_connected():
                await people[name].do_ping()
        tell(call=call, answer=result)
    except (IqError, PresenceError) as refusal:
        tell(call=call, error=f"{refusal.etype} {refusal.condition}")
    except Exception as error:
        tell(call=call, error=f"{type(error).__name__}: {error}" if type(error) is not RuntimeError else str(error))


async def main():
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    people, under_way = {}, set()
    while line := await reader.readline():
        task = asyncio.ensure_future(answer(people, json.loads(line)))
        under_way.add(task)
        task.add_done_callback(under_way.discard)


asyncio.run(main())
os._exit(0)
