"""Results as they come: as_completed() hands over each future as soon as its call has ended."""
import concurrent.futures
import time


def load(name, latency):
    print(f"load {name}: starting")
    time.sleep(latency)
    print(f"load {name}: done")
    return f"text of {name}"


pages = [("home", 0.45), ("news", 0.15), ("search", 0.3)]
with concurrent.futures.ThreadPoolExecutor(max_workers=3) as pool:
    print(f"main: loads {len(pages)} pages")
    index_of = {pool.submit(load, *page): index for index, page in enumerate(pages)}
    for done in concurrent.futures.as_completed(index_of):  # waits for the next one to end
        print(f"main: {done.result()}, of pages[{index_of[done]}]")
