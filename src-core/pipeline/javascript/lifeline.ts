import { Worker } from 'node:worker_threads';
import { CHILD_DESCRIPTORS } from '#core/pipeline/child-descriptors.ts';

/** Plain JavaScript in a string: the thread must not depend on a loader or on where the bundle lies. */
const THREAD = `
const { Socket } = require('node:net');
const { workerData } = require('node:worker_threads');
const die = () => {
  try { process.kill(-process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); }
};
new Socket({ fd: workerData, readable: true, writable: false }).on('error', die).on('close', die).resume();
`;

/**
 * Ends this process and its group when the worker is gone, from a thread of its own: the main thread may be in an
 * endless loop of the user's.
 */
export function dieWithWorker(): void {
  new Worker(THREAD, { eval: true, workerData: CHILD_DESCRIPTORS.lifeline, execArgv: [], env: {} }).unref();
}
