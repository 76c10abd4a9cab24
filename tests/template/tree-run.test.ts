import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { runTree } from '../../src/template/engine.ts';

/** Helpers that do what those of a template do, simply. */
const HELPERS: Record<string, Handlebars.HelperDelegate> = {
  show: (given: unknown, options: Handlebars.HelperOptions) =>
    `<${String(given)} ${JSON.stringify(Object.entries(options.hash).sort(([a], [b]) => (a < b ? -1 : 1)))}>`,
  join: (...given: unknown[]) => given.slice(0, -1).map(String).join('+'),
  nothing: () => undefined,
  if(this: unknown, given: unknown, { fn, inverse }: Handlebars.HelperOptions) {
    return given ? fn(this) : inverse(this);
  },
  with: (given: unknown, { fn, data }: Handlebars.HelperOptions) =>
    fn(given, { data: data as object, blockParams: [given] }),
  each(this: unknown, list: object | undefined, { fn, inverse, data }: Handlebars.HelperOptions) {
    const entries = Object.entries(list ?? {});
    const rounds = entries.map(([key, entry]: [string, unknown], index) => {
      const frame = Handlebars.createFrame(data) as Record<string, unknown>;
      return fn(entry, { data: Object.assign(frame, { key, index }), blockParams: [entry, key] });
    });
    return rounds.length > 0 ? rounds.join('') : inverse(this);
  },
};

const CONTEXT = {
  a: 1,
  text: 'words',
  none: null,
  list: [{ a: 2, of: [3, 4] }, { a: 5, of: [] }, null],
  group: { x: { a: 6 }, y: { b: 7 } },
  empty: [],
};

test.each([
  'plain {{show a}} {{show none}} {{show missing}} {{nothing a}} {{show "t" n=1 b=true u=undefined z=null s=(join a "x")}}',
  '{{#each list}}{{show a}}{{show ../a}}{{show @index}}{{#each of}}{{show this}}{{show .}}{{show ../a}}{{show ../../a}}{{show @../index}}{{show @index}}{{/each}};{{/each}}',
  '{{#each group as |item name|}}{{show name}}{{#with item as |one|}}{{show a}}{{show ../a}}{{#with ../text as |name|}}{{show name}}{{show item}}{{show this}}{{/with}}{{/with}}{{/each}}',
  '{{#each empty}}never{{else}}{{show a}}{{/each}}{{#if none}}no{{else if a}}{{show text}}{{else}}no{{/if}}{{#if none}}no{{/if}}',
  '{{#each list}}{{#if a}}{{show ../a}}{{/if}}{{show @root}}{{/each}}{{show ../a}}{{show constructor}}{{show toString}}',
])('a tree is run as Handlebars runs it: %s', (template) => {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);
  engine.registerHelper(HELPERS);
  const knownHelpers = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])) as KnownHelpers;
  const run = engine.compile(template, { knownHelpers, knownHelpersOnly: true, noEscape: true });
  const expected = run(CONTEXT, { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
  expect(expected).toContain('<');
  expect(runTree(Handlebars.parse(template), HELPERS, CONTEXT)).toBe(expected);
});
