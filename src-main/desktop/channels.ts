/** Names of the messages between the preload script and the main process. No other channel exists. */
export const CHANNELS = {
  requestEnginePort: 'incumbent:request-engine-port',
  enginePort: 'incumbent:engine-port',
  openDirectory: 'incumbent:open-directory',
  openFile: 'incumbent:open-file',
  saveFile: 'incumbent:save-file',
  revealInFolder: 'incumbent:reveal-in-folder',
  action: 'incumbent:action',
  offerRunActions: 'incumbent:offer-run-actions',
} as const;
