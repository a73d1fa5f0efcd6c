# Throughline as an image: what was built and what it needs to run, without sources, and nobody's rights but its own.
FROM node:20-bookworm-slim AS packages
WORKDIR /throughline
COPY package.json package-lock.json .npmrc ./
# MongoDB's embedded engine stays out: beside this image stands a real MongoDB.
RUN npm ci --ignore-scripts --omit=dev && rm -rf node_modules/@0q

FROM node:20-bookworm-slim AS built
WORKDIR /throughline
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json nest-cli.json .swcrc ./
COPY libs libs
COPY apps apps
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /throughline
ENV NODE_ENV=production
COPY --from=packages /throughline/node_modules node_modules
COPY --from=built /throughline/dist dist
COPY apps/server/*.mjs apps/server/
COPY package.json ./
# The one place that it writes to: keys and backups. A named volume takes over whose it is.
RUN mkdir --mode=700 var && chown node:node var
VOLUME /throughline/var
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "apps/server/healthy.mjs"]
CMD ["node", "apps/server/start.mjs", "--empty"]
