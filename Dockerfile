# docker build -t rapporteur --build-arg VERSION=v1.0.0 .
# docker run --rm rapporteur ask "Who is the UN envoy?"
# docker run --rm -it rapporteur
# docker run -d -e DISCORD_TOKEN -e RAPPORTEUR_DATA=/data -v rapporteur:/data rapporteur
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/rapporteur ./cmd/rapporteur \
    && mkdir -p /out/data

# Nothing but the program, the certificates it needs to reach a model, and an
# empty folder for --data: no shell, no package manager, no root.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /src/LICENSE /src/NOTICE /
COPY --from=build /out/rapporteur /rapporteur
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
# RAPPORTEUR_DATA is left unset: with it, what is kept goes to the volume.
VOLUME ["/data"]
# Also reports settings that are not in order.
HEALTHCHECK --interval=1m --timeout=5s CMD ["/rapporteur", "version"]
ENTRYPOINT ["/rapporteur"]
