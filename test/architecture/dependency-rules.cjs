/**
 * ARCHITECTURE.md as rules. The folders of src-core import only folders above them in their list, and so do those of
 * src-renderer and its features; the renderer sees the contract and the pure folders it shares; hosts use the engine's
 * front door.
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

const RENDERER_ORDER = [
  'theme',
  'format',
  'routing',
  'host',
  'stores',
  'actions',
  'components',
  'features',
  'shell',
];
/** Screens that use parts of another one: each sees those above it. All other screens see the first alone. */
const SHARED_FEATURES = ['open', 'launch', 'new-run', 'run'];

const rendererLayers = RENDERER_ORDER.slice(0, -1).map((folder, index) => ({
  name: `renderer-${folder}-looks-up-only`,
  comment: `src-renderer/${folder} may import only the folders above it (ARCHITECTURE.md, Folders of src-renderer).`,
  severity: 'error',
  from: { path: `^src-renderer/${folder}/` },
  to: { path: `^src-renderer/(${RENDERER_ORDER.slice(index + 1).join('|')})/` },
}));

const featureLayers = SHARED_FEATURES.map((feature, index) => ({
  name: `renderer-feature-${feature}-looks-up-only`,
  comment: `src-renderer/features/${feature} may import only the features above it (ARCHITECTURE.md, Folders of src-renderer).`,
  severity: 'error',
  from: { path: `^src-renderer/features/${feature}/` },
  to: {
    path: '^src-renderer/features/',
    pathNot: `^src-renderer/features/(${SHARED_FEATURES.slice(0, index + 1).join('|')})/`,
  },
}));

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
    ...rendererLayers,
    ...featureLayers,
    {
      name: 'renderer-screens-stand-apart',
      severity: 'error',
      from: {
        path: '^src-renderer/features/([^/]+)/',
        pathNot: `^src-renderer/features/(${SHARED_FEATURES.join('|')})/`,
      },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/($1|open)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-core-has-no-io',
      severity: 'error',
      from: { path: `^src-core/(${PURE.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'formats-stay-in-readers',
      comment:
        'A format is known through RunReader and OpenedRun alone. event-files is no format of runs: reports write it.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-core/readers/' },
      to: { path: '^src-core/readers/[^/]+/', pathNot: '^src-core/readers/event-files/' },
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
