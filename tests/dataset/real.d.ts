import type { Dataset } from '../../src/dataset/model.ts';
/** The dataset that ships with the repository. */
export declare function loadReal(): Promise<Dataset>;
