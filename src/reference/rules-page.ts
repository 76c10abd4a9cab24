import type { RuleId } from '../core/diagnostics/rules.ts';
import { RULE_PAGES } from '../rules/rule-pages.ts';
import type { RulePage } from '../rules/rule-page.ts';
import { ruleMarkdown } from '../rules/rule-text.ts';

/** What each folder of rules is about, in the order of the page. */
const FOLDERS: Readonly<Record<string, string>> = {
  file: 'Reading files',
  yaml: 'YAML',
  schema: 'The shape of YAML',
  csv: 'CSV',
  table: 'Tables in releases',
  dataset: 'The dataset',
  assay: 'Relations and figures',
  brief: 'Briefs',
  edition: 'New editions',
  style: 'House style',
  template: 'Templates',
  document: 'The document',
  chart: 'Charts',
  output: 'What was printed',
  embed: 'Regions of pages',
  publish: 'Publishing',
  import: 'Imports',
  export: 'Exports',
  shard: 'Builds in shards',
  diff: 'Comparing',
  start: 'New projects',
};

const HEAD = `# Rules

Each message of Assay ends with the id of a rule, such as \`[dataset/unknown-unit]\`. Here is what each rule means, why it
holds, an example that fails, and what mends it. \`assay explain dataset/unknown-unit\` prints the same in a terminal. Ids
never change.

The examples change the project that \`assay init my-briefs --yes\` writes: try them there. \`assay check\` reports what
concerns \`data/\`, and \`assay build\` the rest, unless a command is named.
`;

/** The page of all rules. */
export function rulesPage(): string {
  const pages = Object.entries(RULE_PAGES) as [RuleId, RulePage][];
  const folders = [...new Set(pages.map(([rule]) => rule.split('/')[0] ?? ''))].map((folder) => {
    const own = pages.filter(([rule]) => rule.startsWith(`${folder}/`));
    const title = FOLDERS[folder] ?? folder;
    return { title, own };
  });
  const contents = folders.map(({ title, own }) => {
    const links = own.map(([rule]) => `[${rule}](#${rule.replace('/', '')})`);
    return `- **${title}**: ${links.join(', ')}`;
  });
  const chapters = folders.map(({ title, own }) =>
    [`## ${title}`, ...own.map(([rule, page]) => ruleMarkdown(rule, page))].join('\n\n'),
  );
  return [HEAD, contents.join('\n'), ...chapters].join('\n\n').replace('\n\n\n', '\n\n') + '\n';
}
