/** See scripts/lib/kernel-plugin.mjs. */
declare module 'virtual:reading-kernel' {
  const base64: string;
  export default base64;
}
declare module 'virtual:kmeans-kernel' {
  const base64: string;
  export default base64;
}
