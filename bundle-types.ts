import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

/**
 * Writes `types/index.d.ts` into a folder: the declarations of the public API in one file that imports no package, so
 * that who installs Assay needs none for its types.
 */
export async function bundleTypes(folder: string): Promise<void> {
  const types = path.resolve(folder, 'types');
  const parts = path.resolve(folder, 'declarations');
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', parts], { stdio: 'inherit' });
  await withoutZod(path.join(parts, 'assay/report/report-schema.d.ts'));
  const configObject = {
    projectFolder: import.meta.dirname,
    mainEntryPointFilePath: path.join(parts, 'index.d.ts'),
    // Declared by packages that are compiled in. What the API does not reach is left out.
    bundledPackages: ['handlebars', 'peggy', 'puppeteer-core', 'vega', 'vega-lite', 'yaml', 'mdast-util-*'],
    compiler: { overrideTsconfig: { compilerOptions: COMPILER, include: [parts] } },
    apiReport: { enabled: false, reportFileName: '' },
    docModel: { enabled: false },
    tsdocMetadata: { enabled: false },
    dtsRollup: { enabled: true, untrimmedFilePath: path.join(types, 'index.d.ts') },
    messages: { extractorMessageReporting: SILENT, tsdocMessageReporting: SILENT },
  };
  const packageJsonFullPath = path.resolve('package.json');
  const config = ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
  const { succeeded } = Extractor.invoke(config, { messageCallback: (message) => (message.handled = true) });
  if (!succeeded) throw new Error('the declarations of the public API cannot be joined');
  rmSync(parts, { recursive: true });
}

const COMPILER = { module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], types: ['node'], skipLibCheck: true };

const SILENT = { default: { logLevel: ExtractorLogLevel.None } };

/** The report is declared by its JSON Schema, because types that zod infers would need zod. */
async function withoutZod(file: string): Promise<void> {
  const schema = JSON.parse(readFileSync('data/schema/assay-report.schema.json', 'utf8')) as JSONSchema;
  const report = await compile({ ...schema, title: 'ReportData' }, 'ReportData', { bannerComment: '' });
  const inferred = readFileSync(file, 'utf8');
  const parts = inferred.slice(inferred.indexOf('export type RelationReport'));
  writeFileSync(file, `${report}${parts}`);
}
