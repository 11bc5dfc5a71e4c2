#!/usr/bin/env node
import { installation } from '#main/installation.ts';
import { callBegan } from './launch/call-began.ts';
import { runProgram } from './program.ts';

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 4);
});

const { env, stdout, stderr } = process;
process.exitCode = await runProgram(process.argv.slice(2), installation().version, {
  env,
  stdout,
  stderr,
  begunAt: callBegan,
});
