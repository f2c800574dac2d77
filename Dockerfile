# docker build -t heshu . && docker run --rm -v "$PWD:/articles:ro" heshu check
FROM rust:1-slim AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked --bin heshu

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /source/target/release/heshu /usr/local/bin/heshu
COPY LICENSE LICENSE-MIT LICENSE-APACHE NOTICE.md /usr/share/doc/heshu/
WORKDIR /articles
ENTRYPOINT ["heshu"]
CMD ["check"]
