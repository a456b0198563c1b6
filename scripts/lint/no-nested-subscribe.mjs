/** Finds `a.subscribe(… b.subscribe(…) …)`: the inner subscription outlives the outer one, and its errors are lost. */
export const noNestedSubscribe = {
  create(context) {
    let depth = 0;
    return {
      CallExpression(node) {
        if (!subscribes(node)) return;
        depth += 1;
        if (depth === 2) {
          context.report({
            node,
            message: 'A subscribe inside a subscribe: flatten with switchMap, concatMap or the like.',
          });
        }
      },
      'CallExpression:exit'(node) {
        if (subscribes(node)) depth -= 1;
      },
    };
  },
};

const subscribes = ({ callee, arguments: given }) =>
  callee.type === 'MemberExpression' &&
  !callee.computed &&
  callee.property.name === 'subscribe' &&
  given.some(({ type }) => type.endsWith('FunctionExpression') || type === 'ObjectExpression');
