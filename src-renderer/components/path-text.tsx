import { Tooltip } from '@mantine/core';
import { tilde } from '../format/paths.ts';
import { useHost } from '../stores/stores.ts';
import classes from './path-text.module.css';

/** A path with the home directory as `~`, cut at its beginning where the place is narrow; whole on hover. */
export function PathText({ path }: { path: string }) {
  const home = useHost((state) => state.info?.home ?? null);
  return (
    <Tooltip label={path} multiline>
      <span className={classes.path}>
        <bdi>{tilde(path, home)}</bdi>
      </span>
    </Tooltip>
  );
}
