import { MantineProvider } from '@mantine/core';
import { lazy } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { HomeScreen } from './features/home/home-screen.tsx';
import { AppDialogs } from './features/launch/app-dialogs.tsx';
import { NotFoundScreen } from './features/not-found/not-found-screen.tsx';
import { styleNonce } from './host/style-nonce.ts';
import { addresses } from './routing/addresses.ts';
import { useHashLocation, useHashSearch } from './routing/hash-location.ts';
import { Shell } from './shell/shell.tsx';
import { type Stores, StoresContext } from './stores/stores.ts';
import { cssVariables, theme } from './theme/theme.ts';

const CompareScreen = lazy(async () => {
  const { CompareScreen: screen } = await import('./features/compare/compare-screen.tsx');
  return { default: screen };
});
const NewRunScreen = lazy(async () => {
  const { NewRunScreen: screen } = await import('./features/new-run/new-run-screen.tsx');
  return { default: screen };
});
const RunScreen = lazy(async () => {
  const { RunScreen: screen } = await import('./features/run/run-screen.tsx');
  return { default: screen };
});
const SettingsScreen = lazy(async () => {
  const { SettingsScreen: screen } = await import('./features/settings/settings-screen.tsx');
  return { default: screen };
});

function Screens() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to={addresses.runs} replace />
      </Route>
      <Route path={addresses.runs} component={HomeScreen} />
      <Route path={addresses.newRun} component={NewRunScreen} />
      <Route path={addresses.compare} component={CompareScreen} />
      <Route path={addresses.settings} component={SettingsScreen} />
      <Route path="/run/:key/:tab?">
        {({ key, tab }) => <RunScreen key={key} runKey={decodeURIComponent(key)} tab={tab ?? 'overview'} />}
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
