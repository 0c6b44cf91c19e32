.PHONY: app test
app:
	python3 tasks.py app
test:
	python3 tasks.py test
