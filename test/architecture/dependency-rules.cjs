/**
 * ARCHITECTURE.md as rules. The folders of src-core import only folders above them in this list; the renderer sees
 * the contract and the pure folders it shares; hosts use the engine's front door.
 */
const CORE_ORDER = [
  'contract',
  'space',
  'config',
  'numerics',
  'surrogates',
  'optimizers',
  'analysis',
  'platform',
  'state',
  'readers',
  'watch',
  'pipeline',
  'report',
  'runtime',
  'launch',
];
const PURE = CORE_ORDER.slice(0, 7);
const SHARED_WITH_RENDERER = ['contract', 'space', 'config', 'analysis'];

const layers = CORE_ORDER.slice(0, -1).map((folder, index) => ({
  name: `core-${folder}-looks-up-only`,
  comment: `src-core/${folder} may import only the folders above it (ARCHITECTURE.md, Folders of src-core).`,
  severity: 'error',
  from: { path: `^src-core/${folder}/` },
  to: { path: `^src-core/(${CORE_ORDER.slice(index + 1).join('|')}|engine)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-core-has-no-io',
      severity: 'error',
      from: { path: `^src-core/(${PURE.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-host',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { path: '^(src-main|src-renderer)/|/node_modules/(electron|react|react-dom)/' },
    },
    {
      name: 'renderer-sees-only-shared-code',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: `^(src-main/|src-core/(?!(${SHARED_WITH_RENDERER.join('|')})/))` },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/(?!vite)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-uses-the-front-door',
      severity: 'error',
      from: { path: '^src-main/' },
      to: {
        path: `^src-core/(${['space', 'numerics', 'surrogates', 'state', 'readers', 'watch', 'pipeline', 'report', 'runtime', 'launch'].join('|')})/`,
      },
    },
    {
      name: 'electron-only-in-desktop',
      severity: 'error',
      from: { pathNot: '^src-main/desktop/' },
      to: { path: '/node_modules/electron/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { path: '^src-' }, to: { path: '^test/' } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|release)/' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
