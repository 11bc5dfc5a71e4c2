/**
 * What the desktop window offers its page beside the engine, and the words both sides use for it. In the browser host
 * there is none of it: the page looks for `window.desktop` once, in its entry file.
 */

/**
 * Actions that the application menu sends to the page. Names and labels are those of the command palette, so that an
 * action is called the same wherever it is met.
 */
export const APP_ACTIONS = {
  runs: 'Runs',
  'new-run': 'New run',
  'open-directory': 'Open directory…',
  'open-yaml': 'Open YAML file…',
  save: 'Save',
  'save-as': 'Save as…',
  'watch-folder': 'Watch a folder…',
  'start-example': 'Start the example',
  'command-palette': 'Command palette…',
  shortcuts: 'Keyboard shortcuts',
  'stop-finish-current': 'Stop (finish current)',
  'stop-now': 'Stop now',
  resume: 'Resume',
  'add-worker': 'Add worker',
  'more-budget': 'Continue with more budget…',
} as const;
export type AppAction = keyof typeof APP_ACTIONS;

/** Actions that make sense only while a run, or one in the making, is on screen; the menu greys them until the page offers them. */
export const RUN_ACTIONS = [
  'save',
  'save-as',
  'stop-finish-current',
  'stop-now',
  'resume',
  'add-worker',
  'more-budget',
] as const satisfies readonly AppAction[];

export function isAppAction(value: unknown): value is AppAction {
  return typeof value === 'string' && Object.hasOwn(APP_ACTIONS, value);
}

/** One kind of file in a dialog, `{ name: 'YAML', extensions: ['yaml', 'yml'] }`. */
type FileFilter = { readonly name: string; readonly extensions: readonly string[] };

type FileDialog = {
  readonly title: string;
  /** Directory or file that the dialog starts at; null leaves it to the system. */
  readonly start: string | null;
  readonly filters: readonly FileFilter[];
};

/**
 * `window.desktop` in the page. Paths are absolute; null means that the person cancelled.
 * `DroppedFile` is the DOM's `File`, which this pure folder does not know.
 */
export type DesktopBridge<DroppedFile> = {
  readonly openDirectory: (dialog: Pick<FileDialog, 'title' | 'start'>) => Promise<string | null>;
  readonly openFile: (dialog: FileDialog) => Promise<string | null>;
  readonly saveFile: (dialog: FileDialog) => Promise<string | null>;
  /** Shows a file or directory in the system's file manager. */
  readonly revealInFolder: (path: string) => Promise<void>;
  /** Where a file or folder that was dropped on the page lives; null where it has no place on the disk. */
  readonly pathOfDropped: (file: DroppedFile) => string | null;
  /** Calls back for every action that is chosen in the menu, until the returned function is called. */
  readonly onAction: (listener: (action: AppAction) => void) => () => void;
  /** Tells the menu which of {@link RUN_ACTIONS} are possible now. */
  readonly offerRunActions: (actions: readonly AppAction[]) => void;
  /** Asks for a port to the engine; it arrives as a window message, see {@link ENGINE_PORT_MESSAGE}. */
  readonly requestEnginePort: () => void;
};

/** `data` of the window message that carries the engine's MessagePort from the preload script to the page. */
export const ENGINE_PORT_MESSAGE = 'incumbent:engine-port';
