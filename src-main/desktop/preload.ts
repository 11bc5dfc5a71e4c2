import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { type AppAction, type DesktopBridge, ENGINE_PORT_MESSAGE } from '#core/contract/api/desktop.ts';
import { CHANNELS } from './channels.ts';

/**
 * All that the page can reach beside the engine's port. The script runs sandboxed in a world of its own; it passes
 * messages on and decides nothing.
 */
const bridge = {
  openDirectory: (dialog) => ipcRenderer.invoke(CHANNELS.openDirectory, dialog),
  openFile: (dialog) => ipcRenderer.invoke(CHANNELS.openFile, dialog),
  saveFile: (dialog) => ipcRenderer.invoke(CHANNELS.saveFile, dialog),
  revealInFolder: (path) => ipcRenderer.invoke(CHANNELS.revealInFolder, path),
  pathOfDropped: (file) => webUtils.getPathForFile(file) || null,
  onAction(listener) {
    const pass = (_event: IpcRendererEvent, action: AppAction) => listener(action);
    ipcRenderer.on(CHANNELS.action, pass);
    return () => {
      ipcRenderer.removeListener(CHANNELS.action, pass);
    };
  },
  offerRunActions: (actions) => ipcRenderer.send(CHANNELS.offerRunActions, actions),
  requestEnginePort: () => ipcRenderer.send(CHANNELS.requestEnginePort),
} satisfies DesktopBridge<File>;

contextBridge.exposeInMainWorld('desktop', bridge);

// A port cannot cross the bridge; it goes to the page as a window message.
ipcRenderer.on(CHANNELS.enginePort, (event) => {
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, [...event.ports]);
});
