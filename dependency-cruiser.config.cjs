// Imports run one way: screens → charts, workbench → engine → workers/protocol ← workers/<stage>.
const STAGE_ORDER = [
  'ingest',
  'features',
  'encode',
  'cluster',
  'project',
  'portray',
  'track',
  'identity',
  'update',
  'predict',
  'compare',
  'runs',
  'explain',
  'assign',
];

/** A stage may import protocol, math, gpu and the stages before it. */
const stageRules = STAGE_ORDER.map((stage, index) => ({
  name: `stage-${stage}-imports-only-earlier-stages`,
  severity: 'error',
  from: { path: `^workers/${stage}/` },
  to: { path: '^(workers|src)/', pathNot: `^workers/(protocol|math|gpu|${STAGE_ORDER.slice(0, index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: '^node_modules' },
      to: { circular: true, viaOnly: { pathNot: '^node_modules', dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|workers)/',
        pathNot: ['\\.d\\.ts$', '\\.worker\\.ts$', '^src/main\\.tsx$', 'tsconfig\\.json$', '\\.css$'],
      },
      to: {},
    },
    {
      name: 'page-computes-nothing',
      comment: 'The page imports only the protocol of the workers; its drawing workers carry the same guard.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^workers/', pathNot: '^workers/(protocol/|own-origin\\.ts$)' },
    },
    { name: 'workers-know-no-page', severity: 'error', from: { path: '^workers/' }, to: { path: '^src/' } },
    {
      name: 'protocol-stands-alone',
      severity: 'error',
      from: { path: '^workers/protocol/' },
      to: { path: '^workers/', pathNot: '^workers/protocol/' },
    },
    {
      name: 'math-stands-alone',
      severity: 'error',
      from: { path: '^workers/math/' },
      to: { path: '^workers/', pathNot: '^workers/(math|protocol)/' },
    },
    {
      name: 'stages-know-no-react-no-comlink',
      severity: 'error',
      from: { path: '^workers/(?!engine/|gpu/|.*worker\\.ts)' },
      to: { path: 'node_modules/(react|comlink|@mantine|echarts)' },
    },
    {
      name: 'only-the-engine-client-knows-comlink',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: 'node_modules/comlink' },
    },
    {
      name: 'charts-know-no-store',
      severity: 'error',
      from: { path: '^src/charts/' },
      to: { path: '^src/(screens|workbench|engine|app)/' },
    },
    { name: 'workbench-knows-no-screen', severity: 'error', from: { path: '^src/workbench/' }, to: { path: '^src/(screens|app|charts)/' } },
    { name: 'screens-go-through-the-workbench', severity: 'error', from: { path: '^src/(screens|app)/' }, to: { path: '^src/engine/' } },
    ...stageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
