// A document number as readers type it, with whatever brackets or none: the form in which texts hold it.
import { fold } from "./tokenizer.js";

const TYPED = /^(\p{L}{2,12})[^\p{L}\d]*((?:19|20)\d\d)年?[^\p{L}\d]*第?(\d{1,4})号?(?:文件?)?$/u;

/** `国办发2017 43` as `国办发〔2017〕43号`; empty where a query is nothing of the kind. */
export const documentNumber = (query) => {
  const parts = fold(query).match(TYPED);
  return parts ? `${parts[1]}〔${parts[2]}〕${Number(parts[3])}号` : "";
};
