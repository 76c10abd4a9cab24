import path from 'node:path';
import { VERSION } from '../../pipeline/version.ts';
import { fontsToInstall } from '../../brief/fonts.ts';
import type { LocaleId } from '../../language/locales.ts';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import { packedProgram, programFolder } from '../../core/machine/installed-package.ts';
import { slashed } from '../../core/machine/machine.ts';
import { Workspace } from '../../core/machine/workspace.ts';
import type { NewFile } from './new-file.ts';

/** A host that runs the checks of a project. */
export type CiHost = 'github' | 'gitlab';

/** What the files of a project next to data and templates depend on. */
export interface ProjectFacts {
  /** Its folder, absolute. */
  readonly folder: string;
  readonly language: LocaleId;
  readonly ci: CiHost | undefined;
}

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

const ACTION = '.github/actions/assay';

/** What a project has of this package for each host: the file here, and its place in the project. */
const OF_HOSTS: Readonly<Record<CiHost, Readonly<Record<string, string>>>> = {
  github: {
    [`${ACTION}/action.yml`]: `${ACTION}/action.yml`,
    [`${ACTION}/comment.mjs`]: `${ACTION}/comment.mjs`,
    'docs/ci/github.yml': '.github/workflows/briefs.yml',
    'docs/ci/github-comment.yml': '.github/workflows/briefs-comment.yml',
  },
  gitlab: { 'docs/ci/gitlab.yml': 'ci/briefs.yml' },
};

/** The files of a project besides data and templates. */
export async function projectFiles({ folder, language, ci }: ProjectFacts): Promise<readonly NewFile[]> {
  return [
    { path: 'package.json', text: json(packageOf(folder, language)) },
    { path: '.gitignore', text: GIT_IGNORE },
    { path: '.vscode/settings.json', text: json(SETTINGS) },
    { path: '.vscode/extensions.json', text: json({ recommendations: ['redhat.vscode-yaml'] }) },
    ...(ci === undefined ? [] : await filesOfHost(ci)),
    ...(ci === 'gitlab' ? [{ path: '.gitlab-ci.yml', text: GITLAB }] : []),
  ];
}

async function filesOfHost(host: CiHost): Promise<NewFile[]> {
  const program = new Workspace(programFolder());
  return Promise.all(
    Object.entries(OF_HOSTS[host]).map(async ([from, to]) => {
      const bytes = await program.readBytes(from);
      if (!bytes) throw new EnvironmentError(`the installation of Assay lacks ${from}`, ['install it again']);
      return { path: to, text: bytes };
    }),
  );
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function packageOf(folder: string, language: LocaleId): object {
  // npm takes lower-case letters, digits and a few signs for a name.
  const name = path
    .basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  // A packed file is what the program came from; the registry may not have it.
  const packed = packedProgram();
  const program = packed === undefined ? `^${VERSION}` : `file:${slashed(path.relative(folder, packed))}`;
  return {
    name: name || 'briefs',
    private: true,
    scripts: { check: 'assay check', build: 'assay build', watch: 'assay build --watch' },
    devDependencies: {
      ...fontsToInstall(language),
      'assay-briefs': program,
    },
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
/draft/
`;

const GITLAB = `# Tests the figures, shows in merge requests what readers see change, and prints the briefs: ci/briefs.yml.
include:
  - local: ci/briefs.yml
`;
