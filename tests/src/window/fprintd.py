"""A fingerprint service with a reader of its own, for the tests of the real window: net.reactivated.Fprint on a private bus.

What the reader says to each finger comes from a file: a line for each VerifyStart, with the statuses one after the other. A status
with a `!` behind it ends the verification; a line of one word `-` says nothing; where no line is left, nothing is said either.
The lines that were used up are taken away, and each call is written behind the other file, so that a test can see it.
"""

import asyncio
import pathlib
import sys

from dbus_next import BusType, DBusError
from dbus_next.aio import MessageBus
from dbus_next.service import ServiceInterface, method, signal

ANSWERS, CALLS = map(pathlib.Path, sys.argv[1:3])
PREFIX = "net.reactivated.Fprint"
DEVICE = "/net/reactivated/Fprint/Device/0"


def fault(name, words):
    return DBusError(f"{PREFIX}.Error.{name}", words)


def called(name):
    with CALLS.open("a") as calls:
        calls.write(f"{name}\n")


class Manager(ServiceInterface):
    def __init__(self):
        super().__init__(f"{PREFIX}.Manager")

    @method()
    def GetDefaultDevice(self) -> "o":
        if ANSWERS.with_name("no-reader").exists():
            raise fault("NoSuchDevice", "No devices available")
        return DEVICE


class Device(ServiceInterface):
    def __init__(self):
        super().__init__(f"{PREFIX}.Device")
        self.claimed = False
        self.saying = None

    @method()
    def ListEnrolledFingers(self, username: "s") -> "as":
        return ["right-index-finger"]

    @method()
    def Claim(self, username: "s"):
        called("Claim")
        if self.claimed:
            raise fault("AlreadyInUse", "Device was already claimed")
        self.claimed = True

    @method()
    def Release(self):
        called("Release")
        self.claimed = False

    @method()
    def VerifyStart(self, finger: "s"):
        called(f"VerifyStart {finger}")
        if not self.claimed:
            raise fault("ClaimDevice", "Device was not claimed")
        lines = ANSWERS.read_text().splitlines() if ANSWERS.exists() else []
        if lines:
            ANSWERS.write_text("".join(f"{line}\n" for line in lines[1:]))
            self.saying = asyncio.ensure_future(self.say(lines[0].split()))

    @method()
    def VerifyStop(self):
        called("VerifyStop")
        if self.saying:
            self.saying.cancel()

    @signal()
    def VerifyStatus(self, result, done) -> "sb":
        return [result, done]

    async def say(self, words):
        for word in words:
            # Long enough that what is said can be seen.
            await asyncio.sleep(0.7)
            if word != "-":
                self.VerifyStatus(word.rstrip("!"), word.endswith("!"))


async def serve():
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    bus.export("/net/reactivated/Fprint/Manager", Manager())
    bus.export(DEVICE, Device())
    await bus.request_name(PREFIX)
    print("ready", flush=True)
    await bus.wait_for_disconnect()


asyncio.run(serve())
