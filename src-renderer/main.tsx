import './theme/fonts.ts';
import './theme/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectEngine } from './host/connect-engine.ts';
import { createStores } from './stores/stores.ts';

const root = document.getElementById('root');
if (root) {
  const stores = createStores(connectEngine());
  createRoot(root).render(
    <StrictMode>
      <App stores={stores} />
    </StrictMode>,
  );
}
