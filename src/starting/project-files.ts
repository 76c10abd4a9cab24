import { VERSION } from '../build/version.ts';
import type { NewFile } from './new-file.ts';

/** A host that runs the checks of a project. */
export type CiHost = 'github' | 'gitlab';

/** What the files of a project beside data and templates depend on. */
export interface ProjectFacts {
  /** The name of its folder. */
  readonly folder: string;
  readonly language: string;
  readonly ci: CiHost | undefined;
}

/** The package of a font that a language needs. */
const FONTS: Readonly<Record<string, readonly [name: string, version: string]>> = {
  'zh-CN': ['@expo-google-fonts/noto-sans-sc', '0.4.x'],
};

/** Schemas of the package, and the files that editors check by them. */
const SCHEMAS = {
  'data/schema/dataset': 'data/*/dataset.yaml',
  'data/schema/release': 'data/*/releases/*.yaml',
  'data/schema/relations': 'data/*/relations.yaml',
  'data/schema/events': 'data/*/events.yaml',
  'data/schema/import': 'data/*/imports/*.yaml',
  'templates/schema/brief': 'templates/*/brief.yaml',
  'templates/schema/style': 'templates/**/style.yaml',
  'schema/assay': 'assay.yaml',
};

/** The files of a project beside data and templates. */
export function projectFiles({ folder, language, ci }: ProjectFacts): readonly NewFile[] {
  return [
    { path: 'package.json', text: json(packageOf(folder, language)) },
    { path: '.gitignore', text: GIT_IGNORE },
    { path: '.vscode/settings.json', text: json(SETTINGS) },
    { path: '.vscode/extensions.json', text: json({ recommendations: ['redhat.vscode-yaml'] }) },
    ...(ci === 'github' ? [{ path: '.github/workflows/briefs.yml', text: GITHUB }] : []),
    ...(ci === 'gitlab' ? [{ path: '.gitlab-ci.yml', text: GITLAB }] : []),
  ];
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function packageOf(folder: string, language: string): object {
  // npm takes lower-case letters, digits and a few signs for a name.
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  const font = FONTS[language];
  return {
    name: name || 'briefs',
    private: true,
    scripts: { check: 'assay check', build: 'assay build', watch: 'assay build --watch' },
    devDependencies: { ...(font && { [font[0]]: font[1] }), 'assay-briefs': `^${VERSION}` },
  };
}

const SETTINGS = {
  'yaml.schemas': Object.fromEntries(
    Object.entries(SCHEMAS).map(([schema, files]) => [`./node_modules/assay-briefs/${schema}.schema.json`, files]),
  ),
  'files.associations': { '*.md.hbs': 'handlebars' },
};

/** Texts, charts and data in out/ are committed; what is large or differs between machines is not. */
const GIT_IGNORE = `node_modules/
out/**/*.pdf
out/**/build.json
out/.lock
out/.next-*/
`;

const GITHUB = `# Tests the figures and prints the briefs whenever something changes.
name: briefs
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  print:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          cache: npm
      - run: npm ci
      - run: npx assay check --reporter github
      - run: npx assay build
      - uses: actions/upload-artifact@v4
        with:
          name: briefs
          path: out/**/*.pdf
          if-no-files-found: error
`;

const GITLAB = `# Tests the figures and prints the briefs whenever something changes.
briefs:
  image: node:20
  timeout: 30 minutes
  cache:
    key: { files: [package-lock.json] }
    paths: [.npm/]
  script:
    - npm ci --cache .npm --prefer-offline
    - npx assay check
    - npx assay build
  artifacts:
    paths: ['out/**/*.pdf']
`;
