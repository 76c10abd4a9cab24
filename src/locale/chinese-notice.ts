import type { NoticeWords } from './notice-words.ts';

/** Words of a correction notice in Chinese. */
export const CHINESE_NOTICE: NoticeWords = {
  title: (brief) => `更正：${brief}`,
  corrects: (date, previous) =>
    previous === undefined ? `本版（截至${date}）更正较早的版本。` : `本版（截至${date}）更正截至${previous}的版本。`,
  said: { changed: '原版的说法有变。', stands: '原版的说法不变，只是数字有改动。' },
  heads: { corrected: '更正', revised: '来源修订', texts: '改动的文字' },
  inPlaceOf: (now, before) => `${now}，原为${before}。`,
  printedIn: (places) => `见于：${places}。`,
  evidence: (evidence) => `佐证：${evidence}。`,
  arithmetic: '其他数字之间的算术关系',
  mistyped: '来源原本即为此数，本刊此前录入有误。',
  reason: (reason) => `原因：${reason}`,
  material: '属重大更正。',
  what: { direction: '方向', rank: '排名', assertion: '论断', headline: '标题' },
  absent: { before: '新增', now: '删去' },
};
