import { noExportAll } from './no-export-all.mjs';
import { noNestedSubscribe } from './no-nested-subscribe.mjs';

/** The rules of this repository that oxlint does not bring along. */
export default {
  meta: { name: 'holdfast' },
  rules: { 'no-export-all': noExportAll, 'no-nested-subscribe': noNestedSubscribe },
};
