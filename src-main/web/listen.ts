import type { Server } from 'node:http';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';

/** Starts listening and answers with the port; a refusal of the system becomes words and a way out. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(refusal(error, host, port)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): IncumbentError {
  const details = { host, port };
  if (error.code === 'EADDRINUSE') {
    return new IncumbentError(
      'port-in-use',
      `Port ${port} on ${host} is already in use by another program. Choose another with --port, or leave --port away to get a free one.`,
      details,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new IncumbentError(
      'permission-denied',
      `The system does not allow this user to listen on port ${port} of ${host}. Choose a port above 1023 with --port.`,
      details,
      { cause: error },
    );
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new IncumbentError(
      'usage',
      `${host} is no address of this machine. Give --host one of its own, or leave it away for 127.0.0.1.`,
      details,
      { cause: error },
    );
  }
  return new IncumbentError('io', `Listening on ${host}:${port} failed: ${messageOf(error)}`, details, {
    cause: error,
  });
}
