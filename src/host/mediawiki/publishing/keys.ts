import { text } from '../../../dataset/dataset-schema.ts';

/** The keys of a MediaWiki in `assay.yaml`. */
export const MEDIAWIKI_KEYS = {
  address: { mediawiki: text('MediaWiki: the address of its api.php').optional() },
  below: 'the page of a MediaWiki above them',
};
