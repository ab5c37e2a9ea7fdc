/**
 * Jest resolver: our sources import each other by the name that they will have once compiled (`./x.js`), and the tests
 * run the TypeScript. Only our own files are looked at, packages are left as they are.
 */
module.exports = (path, options) => {
  const ours = !options.basedir.includes("node_modules");
  if (ours && /^\.{1,2}\/.*\.js$/.test(path)) {
    try {
      return options.defaultResolver(path.replace(/\.js$/, ".ts"), options);
    } catch {
      // A real JavaScript file: resolved as usual below.
    }
  }
  return options.defaultResolver(path, options);
};
