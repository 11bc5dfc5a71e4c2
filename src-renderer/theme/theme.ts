import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine's accent is ink: colour is kept for trial states and the incumbent. */
const ink: MantineColorsTuple = [
  'var(--hover)',
  'var(--selected)',
  'var(--line)',
  'var(--line-strong)',
  'var(--control)',
  'var(--text3)',
  'var(--ink)',
  'var(--ink-hover)',
  'var(--ink)',
  'var(--ink)',
];

export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: 6,
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '12.5px', md: '13px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  components: {
    // The page itself never scrolls, and the lock would insert a style that the policy refuses.
    ModalRoot: { defaultProps: { lockScroll: false } },
    Tooltip: { defaultProps: { withinPortal: true, transitionProps: { duration: 120 } } },
    // Inside the main landmark, where screen readers look for content.
    Portal: { defaultProps: { target: '#pop-ups' } },
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: 'none',
        // Drawn with the key that opens it, so that the next key is already the menu's.
        transitionProps: { duration: 0 },
        position: 'bottom-end',
      },
    },
    Popover: { defaultProps: { shadow: 'none', transitionProps: { duration: 120 } } },
  },
});

/** Hands our tokens to the variables that Mantine's own sheets read. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text3)',
    '--mantine-color-placeholder': 'var(--text3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--control)',
    '--mantine-color-error': 'var(--failed-t)',
    '--mantine-color-anchor': 'var(--text)',
  };
  return { variables: {}, light: shared, dark: shared };
};
