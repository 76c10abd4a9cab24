import type { ProofWords } from '../proof-words.ts';

export const CHINESE_PROOF: ProofWords = {
  heads: { tested: '数据互校', read: '对照原文', notWitnessed: '未对照原文' },
  tested: ({ tested, statements, releases }) =>
    `所用${releases.count === 1 ? '' : ` ${releases.text} 份`}发布稿的 ${statements.text} 条数据中，${tested.text} 条经过检验。`,
  read({ found, statements, releases, publisher, doubted, rest, kinds, unread }) {
    const whose = publisher === undefined ? ` ${releases.text} 份发布稿` : `${publisher}发布稿`;
    const heads = doubted ? `，其中 ${doubted.text} 条所在的表头有歧义` : '';
    const read = `${whose.trimStart()}的 ${statements.text} 条数据中，有 ${found.text} 条与录入所据的原文核对一致${heads}。`;
    const others = rest ? `原文中另有 ${rest.text} 个数字未采用：${kinds.join('、')}。` : '';
    const left = unread ? `原文中还有 ${unread.text} 个数据未录入。` : '';
    return read + others + left;
  },
  notWitnessed: ({ statements, releases, isAll }) =>
    `${isAll ? '' : '其余 '}${releases.text} 份发布稿的 ${statements.text} 条数据，未保存原文。`,
  kinds: {
    periods: ({ text }) => `时间 ${text} 个`,
    ordinals: ({ text }) => `序数 ${text} 个`,
    ages: ({ text }) => `年龄 ${text} 个`,
    plans: ({ text }) => `规划名称中 ${text} 个`,
    numbering: ({ text }) => `编号 ${text} 个`,
    names: ({ text }) => `名称中 ${text} 个`,
    telephone: ({ text }) => `电话号码中 ${text} 个`,
    page: ({ text }) => `网页其他文字中 ${text} 个`,
    tables: ({ text }) => `未采用的表格中 ${text} 个`,
    leftOut: ({ text }) => `注明理由而未采用的 ${text} 个`,
  },
  retrieved: (date) => `${date}访问`,
};
