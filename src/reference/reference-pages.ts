import { commandsPage } from './commands-page.ts';
import { helpersPage } from './helpers-page.ts';
import { keysPage } from './keys-page.ts';
import { limitsPage } from './limits-page.ts';
import { rulesPage } from './rules-page.ts';

/** The pages of `docs/reference/` that are written from what the program uses, by their paths. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/commands.md', commandsPage()],
    ['docs/reference/helpers.md', helpersPage()],
    ['docs/reference/keys.md', keysPage()],
    ['docs/reference/limits.md', limitsPage()],
    ['docs/reference/rules.md', rulesPage()],
  ]);
}
