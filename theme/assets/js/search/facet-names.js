// The facets by name: what the reader sees is also what the address and the index say.
export const KIND = "类型";
export const THEME = "主题";
export const PROVINCE = "省份";
export const COUNTY = "县（市）";
export const YEAR = "年份";
