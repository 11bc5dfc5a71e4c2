import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import type { ReadOnly } from '#main/transport/read-only.ts';
import { serveEngine } from '#main/transport/serve-engine.ts';
import { createAccess } from './access.ts';
import { isLoopback } from './host-check.ts';
import { answerHttp } from './http-endpoint.ts';
import { createSocketEndpoint } from './socket-endpoint.ts';

export type WebHostOptions = {
  readonly engine: Engine;
  /** Address to listen on; anything but the loopback is the caller's explicit wish. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** For a host that shows some runs and nothing else; null or absent for one that does everything. */
  readonly readOnly?: ReadOnly | null;
  /** The built page, `dist/renderer`. */
  readonly pageDirectory: string;
  readonly log: Logger;
  readonly heartbeatMilliseconds?: number;
};

export type WebHost = {
  /** The address with its token: whoever has it may do everything that this host may. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection. The engine belongs to the caller and goes on. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the browser host: the page at `/`, the engine's contract at `/socket`, both behind a token of their own.
 *
 * @throws IncumbentError `port-in-use`, `permission-denied`, `usage` (no address of this machine), `io`.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { engine, host = '127.0.0.1', readOnly = null, pageDirectory, log } = options;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 });
  const port = await listen(server, host, options.port ?? 0);
  const access = createAccess(port);
  const sockets = createSocketEndpoint({
    served: serveEngine({ engine, readOnly, log }),
    access,
    listeningOn: host,
    heartbeatMilliseconds: options.heartbeatMilliseconds ?? 15_000,
    log,
  });
  server.on('request', (request, response) => {
    answerHttp({ access, listeningOn: host, pageDirectory }, request, response).catch((thrown: unknown) => {
      log.error(`An HTTP request failed: ${messageOf(thrown)}`);
      response.destroy();
    });
  });
  server.on('upgrade', sockets.upgrade);
  server.on('error', (error) => log.error(`The web host failed: ${error.message}`));
  if (!isLoopback(host)) {
    log.warn(
      `Listening on ${host}, beyond this machine: the connection is not encrypted. An SSH tunnel to 127.0.0.1 is safer.`,
    );
  }
  return {
    url: `http://${displayHost(host)}:${port}/?token=${access.token}`,
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A name that can be opened: all addresses at once have none, IPv6 wants brackets. */
function displayHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') {
    return hostname();
  }
  return host.includes(':') ? `[${host}]` : host;
}

/** Starts listening and answers with the port; a refusal of the system becomes words and a way out. */
function listen(server: Server, host: string, port: number): Promise<number> {
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
