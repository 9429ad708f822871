"""The way the predecessor stored: Flask, psycopg2, one INSERT a request; a connection for each, or from a pool."""
import os

import psycopg2
from flask import Flask, jsonify, request
from psycopg2.pool import ThreadedConnectionPool

DB_URL = os.environ["DB_URL"]
app = Flask(__name__)
pool = ThreadedConnectionPool(4, 16, DB_URL) if os.environ.get("POOLED") else None


@app.route("/collect", methods=["POST"])
def collect():
    data = request.json
    connection = pool.getconn() if pool else psycopg2.connect(DB_URL)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO debug_data (ip, browser_info, performance_data, fingerprints, errors)"
                " VALUES (%s, %s, %s, %s, %s)",
                (
                    request.remote_addr,
                    str(data.get("browser")),
                    str(data.get("performance")),
                    str(data.get("fingerprints")),
                    str(data.get("errors")),
                ),
            )
        connection.commit()
    finally:
        pool.putconn(connection) if pool else connection.close()
    return jsonify(data), 200


@app.route("/health")
def health():
    return "ok"
