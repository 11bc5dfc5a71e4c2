"""A file system in memory that knows what was synced, mounted with the FUSE of the kernel.

`power_disk.py MOUNTPOINT` says `mounted`, then reads commands: `cut MODE SEED TARGET` writes what a power cut at that
moment leaves into the directory TARGET and answers with the moment, by the monotonic clock in nanoseconds. MODE is as
in `simulated-disk.ts`: nothing, names, zeros, torn or mixed. It ends with its input.

Only what a run directory needs is there: no links to directories, no owners, no extended attributes.
Protocol: Linux kernel, include/uapi/linux/fuse.h, version 7.31.
"""

import ctypes
import errno
import os
import random
import select
import stat
import struct
import sys
import time

LOOKUP, FORGET, GETATTR, SETATTR, MKNOD, MKDIR, UNLINK, RMDIR, RENAME, LINK = 1, 2, 3, 4, 8, 9, 10, 11, 12, 13
OPEN, READ, WRITE, STATFS, RELEASE, FSYNC, FLUSH, INIT, OPENDIR, READDIR = 14, 15, 16, 17, 18, 20, 25, 26, 27, 28
RELEASEDIR, FSYNCDIR, CREATE, INTERRUPT, BATCH_FORGET, RENAME2 = 29, 30, 35, 36, 42, 45
SILENT = (FORGET, INTERRUPT, BATCH_FORGET)
HEADER = struct.Struct('<IIQQIIII')
ATTR = struct.Struct('<QQQQQQIIIIIIIIII')
MAX_WRITE = 128 * 1024
FATES = ('nothing', 'names', 'zeros', 'torn')
RENAME_NOREPLACE = 1


class Node:
    """`data` and `names` are as programs see them; the `durable` ones survive a power cut."""

    def __init__(self, number, mode):
        self.number = number
        self.mode = mode
        self.links = 1
        self.modified = self.changed = time.time_ns()
        self.data, self.durable_data = bytearray(), b''
        self.names, self.durable_names = {}, {}

    def touch(self):
        self.modified = self.changed = time.time_ns()

    def attributes(self):
        def seconds(moment):
            return divmod(moment, 10**9)

        (modified, modified_ns), (changed, changed_ns) = seconds(self.modified), seconds(self.changed)
        size = len(self.data)
        return ATTR.pack(
            self.number, size, (size + 511) // 512, modified, modified, changed,
            modified_ns, modified_ns, changed_ns, self.mode, self.links, 0, 0, 0, 4096, 0,
        )


class Disk:
    def __init__(self):
        self.nodes = {1: Node(1, stat.S_IFDIR | 0o755)}
        self.moves = []

    def make(self, mode):
        node = Node(len(self.nodes) + 1, mode)
        self.nodes[node.number] = node
        return node

    def child(self, folder, name):
        number = self.nodes[folder].names.get(name)
        if number is None:
            raise OSError(errno.ENOENT, 'none')
        return self.nodes[number]

    def add(self, folder, name, mode):
        if name in self.nodes[folder].names:
            raise OSError(errno.EEXIST, 'taken')
        node = self.make(mode)
        self.nodes[folder].names[name] = node.number
        self.nodes[folder].touch()
        return node

    def remove(self, folder, name, is_folder):
        node = self.child(folder, name)
        if is_folder != stat.S_ISDIR(node.mode):
            raise OSError(errno.ENOTDIR if is_folder else errno.EISDIR, 'kind')
        if node.names:
            raise OSError(errno.ENOTEMPTY, 'full')
        node.links -= 1
        node.changed = time.time_ns()
        del self.nodes[folder].names[name]
        self.nodes[folder].touch()

    def rename(self, folder, name, other, new, flags):
        node, target = self.child(folder, name), self.nodes[other].names.get(new)
        if target is not None:
            there = self.nodes[target]
            if flags & RENAME_NOREPLACE:
                raise OSError(errno.EEXIST, 'taken')
            if stat.S_ISDIR(node.mode) != stat.S_ISDIR(there.mode):
                raise OSError(errno.EISDIR if stat.S_ISDIR(there.mode) else errno.ENOTDIR, 'kind')
            if there.names:
                raise OSError(errno.ENOTEMPTY, 'full')
        del self.nodes[folder].names[name]
        self.nodes[other].names[new] = node.number
        node.changed = time.time_ns()
        for number in (folder, other):
            self.nodes[number].touch()
        if folder != other:
            self.moves.append((folder, other))

    def sync_names(self, number):
        node = self.nodes[number]
        node.durable_names = dict(node.names)
        bound = {each for move in self.moves if number in move for each in move} - {number}
        self.moves = [move for move in self.moves if number not in move]
        for other in bound:
            self.sync_names(other)

    def leave(self, target, mode, dice):
        """Writes what survives. A rename between two directories is one change of both."""
        bound = {number for move in self.moves for number in move}
        self.lay(self.nodes[1], target, lambda: dice.choice(FATES) if mode == 'mixed' else mode, bound, mode)

    def lay(self, folder, target, fate, bound, mode):
        os.makedirs(target, exist_ok=True)
        forgets = fate() == 'nothing' and not (mode == 'mixed' and folder.number in bound)
        for name, number in (folder.durable_names if forgets else folder.names).items():
            node, path = self.nodes[number], os.path.join(target, name.decode())
            if stat.S_ISDIR(node.mode):
                self.lay(node, path, fate, bound, mode)
            else:
                with open(path, 'wb') as file:
                    file.write(content(node, fate()))


def content(node, fate):
    durable, data = node.durable_data, bytes(node.data)
    if fate in ('nothing', 'names'):
        return durable
    if fate == 'zeros':
        return durable + b'\0' * max(0, len(data) - len(durable))
    return data[: (len(durable) + len(data)) // 2] if len(data) > len(durable) else data


def entry(node):
    return struct.pack('<QQQQII', node.number, 0, 0, 0, 0, 0) + node.attributes()


def answer(disk, opcode, number, body):
    node = disk.nodes.get(number)
    if opcode == INIT:
        return struct.pack('<IIIIHHIIHHI28x', 7, 31, 65536, 0, 12, 10, MAX_WRITE, 1, 0, 0, 0)
    if opcode == LOOKUP:
        return entry(disk.child(number, body[:-1]))
    if opcode == GETATTR:
        return struct.pack('<QII', 0, 0, 0) + node.attributes()
    if opcode == SETATTR:
        return set_attributes(node, body)
    if opcode in (MKNOD, MKDIR):
        mode, name = struct.unpack_from('<I', body)[0], body[8 if opcode == MKDIR else 16 : -1]
        kind = stat.S_IFDIR if opcode == MKDIR else stat.S_IFREG
        return entry(disk.add(number, name, kind | (mode & 0o7777)))
    if opcode == CREATE:
        mode = struct.unpack_from('<II', body)[1]
        return entry(disk.add(number, body[16:-1], stat.S_IFREG | (mode & 0o7777))) + struct.pack('<QII', 0, 1, 0)
    if opcode in (UNLINK, RMDIR):
        return disk.remove(number, body[:-1], opcode == RMDIR) or b''
    if opcode in (RENAME, RENAME2):
        skip = 16 if opcode == RENAME2 else 8
        other, flags = struct.unpack_from('<QI', body) if opcode == RENAME2 else (*struct.unpack_from('<Q', body), 0)
        name, new = body[skip:-1].split(b'\0')
        return disk.rename(number, name, other, new, flags) or b''
    if opcode == LINK:
        linked, name = disk.nodes[struct.unpack_from('<Q', body)[0]], body[8:-1]
        if name in node.names:
            raise OSError(errno.EEXIST, 'taken')
        node.names[name] = linked.number
        linked.links += 1
        return entry(linked)
    if opcode in (OPEN, OPENDIR):
        # Direct: every write arrives here at once, as the program made it.
        return struct.pack('<QII', 0, 1 if opcode == OPEN else 0, 0)
    if opcode == READ:
        _, offset, size = struct.unpack_from('<QQI', body)
        return bytes(node.data[offset : offset + size])
    if opcode == WRITE:
        return write(node, body)
    if opcode == READDIR:
        return listing(disk, node, *struct.unpack_from('<QQI', body)[1:])
    if opcode == STATFS:
        return struct.pack('<QQQQQIIII24x', 1 << 20, 1 << 20, 1 << 20, 1 << 20, 1 << 20, 4096, 255, 4096, 0)
    if opcode == FSYNC:
        node.durable_data = bytes(node.data)
        return b''
    if opcode == FSYNCDIR:
        disk.sync_names(number)
        return b''
    if opcode in (FLUSH, RELEASE, RELEASEDIR):
        return b''
    raise OSError(errno.ENOSYS, 'not needed')


def set_attributes(node, body):
    valid, _, _, size = struct.unpack_from('<IIQQ', body)
    if valid & 8:
        del node.data[size:]
        node.data.extend(b'\0' * (size - len(node.data)))
        node.touch()
    if valid & 32:
        seconds, = struct.unpack_from('<Q', body, 40)
        nanoseconds, = struct.unpack_from('<I', body, 60)
        node.modified = seconds * 10**9 + nanoseconds
        node.changed = time.time_ns()
    if valid & 1:
        node.mode = (node.mode & ~0o7777) | (struct.unpack_from('<I', body, 68)[0] & 0o7777)
    return struct.pack('<QII', 0, 0, 0) + node.attributes()


def write(node, body):
    _, offset, size = struct.unpack_from('<QQI', body)
    data = body[40 : 40 + size]
    node.data.extend(b'\0' * (offset - len(node.data)))
    node.data[offset : offset + size] = data
    node.touch()
    return struct.pack('<II', size, 0)


def listing(disk, folder, offset, size):
    out = bytearray()
    for index, (name, number) in enumerate(list(folder.names.items())[offset:], offset + 1):
        one = struct.pack('<QQII', number, index, len(name), disk.nodes[number].mode >> 12) + name
        one += b'\0' * (-len(one) % 8)
        if len(out) + len(one) > size:
            break
        out += one
    return bytes(out)


def receive(device):
    """The next request: its operation, its name for the answer, the node that is meant, and the rest."""
    request = os.read(device, MAX_WRITE + 4096)
    _, opcode, unique, number = HEADER.unpack_from(request)[:4]
    return opcode, unique, number, request[HEADER.size :]


def reply(device, unique, answering):
    """Sends what `answering` returns, or the error that it raises."""
    try:
        code, body = 0, answering()
    except OSError as error:
        code, body = -error.errno, b''
    try:
        os.write(device, struct.pack('<IiQ', 16 + len(body), code, unique) + body)
    except OSError:
        pass  # The caller was killed meanwhile.


def serve(disk, device):
    opcode, unique, number, body = receive(device)
    if opcode not in SILENT:
        reply(device, unique, lambda: answer(disk, opcode, number, body))


LIBC = ctypes.CDLL(None, use_errno=True)


def mount(mountpoint):
    device = os.open('/dev/fuse', os.O_RDWR)
    options = f'fd={device},rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions'
    if LIBC.mount(b'test-disk', mountpoint.encode(), b'fuse.test-disk', 0, options.encode()) != 0:
        sys.exit(os.strerror(ctypes.get_errno()))
    return device


def unmount(mountpoint):
    LIBC.umount2(mountpoint.encode(), 2)


def main(mountpoint):
    device = mount(mountpoint)
    disk = Disk()
    print('mounted', flush=True)
    try:
        while True:
            ready, _, _ = select.select([device, sys.stdin], [], [])
            if device in ready:
                serve(disk, device)
            elif sys.stdin in ready:
                words = sys.stdin.readline().split()
                if not words:
                    return
                _, mode, seed, target = words
                moment = time.monotonic_ns()
                disk.leave(target, mode, random.Random(int(seed)))
                print(moment, flush=True)
    finally:
        unmount(mountpoint)


if __name__ == '__main__':
    main(sys.argv[1])
