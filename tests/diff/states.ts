import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { compareStates } from '../../src/diff/compare-states.ts';
import type { CausedChange, Difference } from '../../src/diff/difference.ts';
import { makeRoot, TINY } from '../cli/root.ts';

export const TEMPLATE = 'templates/harbour-ferries/brief.md.hbs';
export const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';

/** A repository with the tiny dataset and brief in one commit, tagged `first`. */
export async function makeRepository(...more: readonly string[]): Promise<string> {
  const root = await makeRoot(TINY, ...more);
  git(root, 'init', '--quiet', '--initial-branch=main');
  commit(root, 'first');
  return root;
}

/** Commits everything, and tags it. */
export function commit(root: string, tag: string): void {
  git(root, 'add', '--all');
  git(root, '-c', 'user.name=Test', '-c', 'user.email=test@harbour.example', 'commit', '--quiet', '--message', tag);
  git(root, 'tag', tag);
}

export function git(root: string, ...parameters: readonly string[]): string {
  return execFileSync('git', ['-c', 'core.autocrlf=false', ...parameters], { cwd: root, encoding: 'utf8' });
}

/** The difference between two states as `assay diff` finds it, without a cache, and the messages. */
export async function differenceOf(
  root: string,
  base: string,
  head?: string,
  briefs: readonly string[] = [],
  isPrinted = false,
): Promise<{ readonly difference: Difference | undefined; readonly messages: readonly string[] }> {
  const diagnostics = new Diagnostics();
  const options = { environment: process.env, from: root, briefs, isPrinted };
  const difference = await compareStates(new Workspace(root), [base, head], options, diagnostics);
  return { difference, messages: diagnostics.all.map(({ message }) => message) };
}

/** What a reader of the edition 2025-q4 sees otherwise, as `part weight: before → after [why]`. */
export function told({ editions }: Difference, edition = '2025-q4'): string[] {
  return editions.filter(({ head }) => head.edition === edition).flatMap(({ changes }) => changes.map(changeText));
}

function changeText({ part, weight, before, after, why, isJoint }: CausedChange): string {
  return `${part} ${weight}: ${before?.text ?? ''} → ${after?.text ?? ''} [${why.join(isJoint ? ' & ' : ', ')}]`;
}

export async function writeBelow(root: string, file: string, text: string): Promise<void> {
  await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await fs.writeFile(path.join(root, file), text);
}
