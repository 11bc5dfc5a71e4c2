import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { HomeScreen } from './features/home/home-screen.tsx';
import { NotFoundScreen } from './features/not-found/not-found-screen.tsx';
import { styleNonce } from './host/style-nonce.ts';
import { addresses, RUN_ROUTE } from './routing/addresses.ts';
import { useHashLocation, useHashSearch } from './routing/hash-location.ts';
import { pagePart, preloadWhenIdle } from './routing/page-part.tsx';
import { unescaped } from './routing/unescaped.ts';
import { AppDialogs } from './shell/dialogs/app-dialogs.tsx';
import { Shell } from './shell/shell.tsx';
import { type Stores, StoresContext } from './stores/stores.ts';
import { cssVariables, theme } from './theme/theme.ts';

const compareScreen = pagePart(
  async () => (await import('./features/compare/compare-screen.tsx')).CompareScreen,
);
const newRunScreen = pagePart(
  async () => (await import('./features/new-run/new-run-screen.tsx')).NewRunScreen,
);
const runScreen = pagePart(async () => (await import('./features/run/run-screen.tsx')).RunScreen);
const settingsScreen = pagePart(
  async () => (await import('./features/settings/settings-screen.tsx')).SettingsScreen,
);

function Screens() {
  // What most people open first is there before they do.
  useEffect(() => preloadWhenIdle([runScreen]), []);
  return (
    <Switch>
      <Route path="/">
        <Redirect to={addresses.runs} replace />
      </Route>
      <Route path={addresses.runs} component={HomeScreen} />
      <Route path={addresses.newRun} component={newRunScreen.Part} />
      <Route path={addresses.compare} component={compareScreen.Part} />
      <Route path={addresses.settings} component={settingsScreen.Part} />
      <Route path={RUN_ROUTE}>
        {({ key, tab }) => <runScreen.Part key={key} runKey={unescaped(key)} tab={tab ?? 'overview'} />}
      </Route>
      <Route>
        <NotFoundScreen />
      </Route>
    </Switch>
  );
}

export function App({ stores }: { stores: Stores }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <StoresContext.Provider value={stores}>
        <Router hook={useHashLocation} searchHook={useHashSearch}>
          <Shell dialogs={<AppDialogs />}>
            <Screens />
          </Shell>
        </Router>
      </StoresContext.Provider>
    </MantineProvider>
  );
}
