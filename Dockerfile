# A service that answers from the digests of corpus/, or from a folder mounted in their place; the model is inside, and
# nothing is fetched at run time. Build it with `docker compose build`; compose.yaml says how it is run.
# A tag can be moved to another image, its digest cannot: this is Node 22.23.3's index of all architectures. For a newer
# one, look at it first (docker buildx imagetools inspect node:22-bookworm-slim tells its digest) and name it here, or
# with --build-arg NODE_IMAGE=node:22-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
FROM ${NODE_IMAGE} AS build
# nodejieba's native part is compiled, against the headers the image has.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
ENV npm_config_nodedir=/usr/local
WORKDIR /wenju
COPY package.json package-lock.json .npmrc data.mjs setup.mjs tsconfig.json widget.mjs ./
COPY src src
# The pieces of its tokenizer are made into a file of their own.
COPY embeddings/models embeddings/models
# What runs elsewhere is left out: binaries for other systems and source maps are a quarter of it; of pdfjs-dist only the
# tables of codes are read.
RUN node setup.mjs && npm prune --omit=dev \
  && rm -rf node_modules/onnxruntime-node/bin/napi-v3/darwin node_modules/onnxruntime-node/bin/napi-v3/win32 \
  node_modules/@napi-rs node_modules/pdfjs-dist/build node_modules/pdfjs-dist/legacy node_modules/pdfjs-dist/web \
  && find node_modules -name '*.map' -delete
COPY prompts prompts
COPY embeddings/means embeddings/means
COPY embeddings/calibration embeddings/calibration
COPY corpus corpus
RUN node dist/cli/main.js index --quiet

FROM ${NODE_IMAGE}
ENV NODE_ENV=production WENJU_HOST=0.0.0.0 WENJU_CORPUS=/corpus WENJU_INDEX=/index
WORKDIR /wenju
COPY --from=build /wenju ./
# A volume that is mounted empty is filled from these.
COPY --from=build --chown=node:node /wenju/corpus /corpus
COPY --from=build --chown=node:node /wenju/embeddings/index /index
USER node
EXPOSE 8787
VOLUME ["/corpus", "/index"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WENJU_PORT ?? 8787}/readyz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Indexes what changed in /corpus, then serves.
CMD ["node", "dist/cli/start.js"]
