"""One function for many inputs: map() calls it on a pool, and keeps the order of the inputs."""
import concurrent.futures
import time


def load(page):
    name, latency = page
    print(f"load {name}: starting")
    time.sleep(latency)
    print(f"load {name}: done")
    return f"text of {name}"


pages = [("home", 0.3), ("news", 0.1), ("search", 0.2)]
with concurrent.futures.ThreadPoolExecutor(max_workers=3) as pool:
    print(f"main: loads {len(pages)} pages")
    for text in pool.map(load, pages):  # waits for each in its turn
        print(f"main: {text}")
