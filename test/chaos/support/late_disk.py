"""One disk that several machines have mounted, as NFS shows it: what a program writes into a file reaches the others when
the file is closed or has been synced, which takes its time, and not before. Names are those of the server at once.

`late_disk.py MOUNTPOINT...` mounts it at each of them, says `mounted`, and ends with its input.
"""

import select
import sys
import time

from power_disk import FLUSH, FSYNC, RELEASE, SILENT, WRITE, Disk, answer, mount, receive, reply, unmount

SYNC_SECONDS = 0.02


class Machine:
    """What the programs of one machine see: `unsent` holds the content of files, by number, that the server has not."""

    def __init__(self, disk, mountpoint):
        self.disk = disk
        self.device = mount(mountpoint)
        self.unsent = {}
        self.syncs = []

    def serve(self):
        opcode, unique, number, body = receive(self.device)
        if opcode == FSYNC:
            self.syncs.append((time.monotonic() + SYNC_SECONDS, unique, number))
        elif opcode not in SILENT:
            reply(self.device, unique, lambda: self.answer(opcode, number, body))

    def end_syncs(self):
        """Ends those whose time has come."""
        now = time.monotonic()
        for _, unique, number in [sync for sync in self.syncs if sync[0] <= now]:
            reply(self.device, unique, lambda: self.send(number) or b'')
        self.syncs = [sync for sync in self.syncs if sync[0] > now]

    def answer(self, opcode, number, body):
        if opcode in (FLUSH, RELEASE):
            self.send(number)
        if opcode == WRITE and number not in self.unsent:
            self.unsent[number] = bytearray(self.disk.nodes[number].data)
        self.swap()
        try:
            return answer(self.disk, opcode, number, body)
        finally:
            self.swap()

    def send(self, number):
        if number in self.unsent:
            self.disk.nodes[number].data = self.unsent.pop(number)

    def swap(self):
        for number, data in self.unsent.items():
            node = self.disk.nodes[number]
            node.data, self.unsent[number] = data, node.data


def main(mountpoints):
    disk = Disk()
    machines = {machine.device: machine for machine in (Machine(disk, path) for path in mountpoints)}
    print('mounted', flush=True)
    try:
        while True:
            ready, _, _ = select.select([*machines, sys.stdin], [], [], SYNC_SECONDS / 4)
            if sys.stdin in ready:
                return
            for machine in machines.values():
                if machine.device in ready:
                    machine.serve()
                machine.end_syncs()
    finally:
        for mountpoint in mountpoints:
            unmount(mountpoint)


main(sys.argv[1:])
