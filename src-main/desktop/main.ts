import { join } from 'node:path';
import { app, dialog } from 'electron';
import { messageOf } from '#core/contract/errors.ts';
import { createLogger, fileSink, streamSink } from '#core/platform/log.ts';
import { dataDirectory } from '#main/installation.ts';
import { DesktopApp } from './desktop-app.ts';
import { launchArguments } from './window/launch-arguments.ts';
import { registerPageScheme } from './window/page-protocol.ts';

const data = dataDirectory(process.env, process.platform);
// Electron started on a folder has that folder as its first argument.
const launch = launchArguments(process.argv.slice(process.defaultApp ? 2 : 1), process.cwd());
const log = createLogger(launch.logLevel, [
  streamSink(process.stderr),
  fileSink(join(data, 'desktop', 'desktop.log')),
]);

process.on('uncaughtException', (error) => {
  log.error(`Uncaught: ${error.stack ?? error.message}`);
  dialog.showErrorBox('Incumbent met a fault of its own', `${messageOf(error)}\n\nRuns and workers go on.`);
});
process.on('unhandledRejection', (reason) => {
  log.error(`Unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : reason}`);
});

// Both must come before the app is ready: an app of its own data folder is an instance of its own.
app.setPath('userData', join(data, 'desktop', 'browser'));
registerPageScheme();
if (app.requestSingleInstanceLock({ roots: launch.roots })) {
  new DesktopApp({ dataDirectory: data, log }).start(launch);
} else {
  app.quit();
}
