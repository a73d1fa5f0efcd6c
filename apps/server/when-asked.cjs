// A loader of webpack for an index of nothing but `export * from`: what stands behind it runs when the first of its names is asked for,
// and not before; what is imported for its effect alone runs at once. For libraries of which a server that just started needs little (docs/decisions/0007-what-things-cost.md).
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseSync } = require('@swc/core');

/** The names of values that a file exports; types are none. */
function namesIn(file) {
  const { body } = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' });
  return body.flatMap(({ type, declaration, source }) => {
    if (type === 'ExportAllDeclaration') return namesIn(join(file, '..', `${source.value}.ts`));
    if (type !== 'ExportDeclaration') return [];
    if (declaration.type === 'VariableDeclaration') return declaration.declarations.map(({ id }) => id.value);
    return ['FunctionDeclaration', 'ClassDeclaration'].includes(declaration.type) ? [declaration.identifier.value] : [];
  });
}

module.exports = function whenAsked(index) {
  const effects = [...index.matchAll(/^import '(.+)';$/gm)].map(([, path]) => `require(${JSON.stringify(path)});`);
  const files = [...index.matchAll(/^export \* from '(.+)';$/gm)].map(([, path]) => path);
  const exported = files.map((path) => {
    const file = join(this.context, `${path}.ts`);
    this.addDependency(file);
    return `expose(${JSON.stringify(namesIn(file))}, () => require(${JSON.stringify(path)}));`;
  });
  return `
    function expose(names, load) {
      for (const name of names) {
        const get = () => {
          const value = load()[name];
          Object.defineProperty(exports, name, { value, enumerable: true });
          return value;
        };
        Object.defineProperty(exports, name, { get, enumerable: true, configurable: true });
      }
    }
    Object.defineProperty(exports, '__esModule', { value: true });
    ${[...effects, ...exported].join('\n    ')}
  `;
};
