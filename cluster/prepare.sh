#!/usr/bin/env bash
# Makes what the cluster of compose.yaml needs once, beside this file: certificates of its nodes by an authority of its own,
# and a password that wenju asks with. Nothing of it belongs into the repository. Run: bash cluster/prepare.sh
set -euo pipefail
cd "$(dirname "$0")"
IMAGE=${OPENSEARCH_IMAGE:-opensearchproject/opensearch:3.5.0}
DAYS=825
umask 077
mkdir -p certificates
cd certificates
if [ ! -e ca.pem ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days $((DAYS * 4)) -subj '/CN=wenju cluster' -keyout ../ca-key.pem -out ca.pem 2>/dev/null
fi
for node in opensearch-1 opensearch-2 opensearch-3; do
  [ -e "$node.pem" ] && continue
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$node" -keyout "$node.rsa" -out "$node.csr" 2>/dev/null
  # The node reads keys in PKCS 8 alone.
  openssl pkcs8 -topk8 -nocrypt -in "$node.rsa" -out "$node-key.pem"
  openssl x509 -req -in "$node.csr" -CA ca.pem -CAkey ../ca-key.pem -CAcreateserial -days $DAYS -out "$node.pem" \
    -extfile <(printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$node") 2>/dev/null
  rm "$node.csr" "$node.rsa"
done
cd ..
if [ ! -e wenju.env ]; then
  password=$(openssl rand -hex 24)
  # Not in the arguments of a program, which others on this machine could read.
  hash=$(printf '%s' "$password" | docker run --rm -i --entrypoint bash "$IMAGE" -c \
    'read -r password; plugins/opensearch-security/tools/hash.sh -p "$password"' | grep -o '^\$2[aby]\$.*' | tail -n 1)
  cat >internal_users.yml <<USERS
_meta:
  type: internalusers
  config_version: 2
wenju:
  hash: "$hash"
  backend_roles: [admin]
  description: Reads and writes the indices of wenju.
USERS
  printf 'WENJU_OPENSEARCH_USER=wenju\nWENJU_OPENSEARCH_PASSWORD=%s\n' "$password" >wenju.env
fi
# The nodes run as uid 1000, as wenju does.
chown -R 1000:1000 certificates internal_users.yml 2>/dev/null || chmod -R a+rX certificates internal_users.yml
echo "Certificates, internal_users.yml and wenju.env are in $(pwd). Keep ca-key.pem elsewhere."
