import type { FlavourName } from '../brief/flavour-names.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { TargetInput } from '../embedding/target-schema.ts';
import type { OpenHost } from './host.ts';
import type { PublishOptions } from './page-outcome.ts';
import type { Secret } from './secrets.ts';

/** What `assay.yaml` says about every wiki or host that is published to. */
export interface TargetSettings {
  readonly name: string;
  /** What the root folder calls itself in wikis; undefined if it has no name. */
  readonly owner: string | undefined;
  /** Of its entry in `assay.yaml`. */
  readonly place: Place;
  readonly flavour: FlavourName;
  /** What pages stand below; what that is depends on the host. */
  readonly below: string | undefined;
  /** One page with the newest edition, or one for each edition and a list of them. */
  readonly pages: 'newest' | 'editions';
  /** Undefined for all. */
  readonly briefs: readonly string[] | undefined;
  readonly locales: readonly string[] | undefined;
  readonly attach: readonly ('pdf' | 'csv')[];
}

/** A wiki or host that `assay publish` writes to. */
export interface Target extends TargetSettings {
  /** Variable of the environment that holds its token; undefined where it needs none. */
  readonly token: string | undefined;
  /** Throws an EnvironmentError when it cannot be used. */
  readonly open: (root: Workspace, token: Secret | undefined, options: PublishOptions) => Promise<OpenHost>;
}

/** The key of an entry of `targets:`. */
export type TargetKey = keyof TargetInput;

/** Those of them that hold a text. */
type TextKey = {
  [K in TargetKey]-?: string extends NonNullable<TargetInput[K]> ? K : never;
}[TargetKey];

/** A kind of target: how its entry in `assay.yaml` is written, and how it is written to. */
export interface TargetKind {
  /** The key that names it and holds its address. */
  readonly key: TextKey;
  /** Keys that it may have besides those of every target, and those that it needs. */
  readonly own: readonly TargetKey[];
  readonly needed: readonly TargetKey[];
  /** What to write for a key that is missing or wrong. */
  readonly hints: Readonly<Partial<Record<TargetKey, string>>>;
  /** Why an address cannot be used. */
  readonly addressFault: (address: string) => string | undefined;
  /** Why pages cannot stand below something. */
  readonly belowFault: (below: string, flavour: FlavourName | undefined) => string | undefined;
  /** The target of an entry in which nothing is wrong. */
  readonly target: (settings: Omit<TargetSettings, 'flavour'>, input: TargetInput) => Target;
}

/** Why an address cannot be used to which a token and pages are sent: `schemes` besides HTTPS, and HTTP on this machine. */
export function addressFault(address: string, schemes: readonly string[] = []): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return 'it is neither an address nor an absolute path';
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:')) return 'a name or token is in it';
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || isLocal || schemes.includes(url.protocol)) return undefined;
  return 'what is sent there could be read on the way';
}
